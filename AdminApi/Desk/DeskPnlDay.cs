namespace TradingPlatform.AdminApi;

/// <summary>What a day's trades realized in one currency.</summary>
/// <param name="Day">The day, in UTC; days without a trade are left out.</param>
/// <param name="Currency">The currency of profit, loss and commission; null where a trade names none.</param>
/// <param name="Realized">Profit or loss of the day, commissions taken off.</param>
/// <param name="Running">The sum from the first day of the period to this one.</param>
internal sealed record DeskPnlDay(DateOnly Day, string? Currency, decimal Realized, decimal Running);
