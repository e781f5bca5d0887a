namespace TradingPlatform.AdminApi;

/// <summary>How much was traded on a day in one currency.</summary>
/// <param name="Day">The day, in UTC; days without a trade are left out.</param>
/// <param name="Currency">The currency; null where a trade names none.</param>
/// <param name="Trades">How many trades.</param>
/// <param name="Volume">What was bought and sold, at its price.</param>
/// <param name="Fees">The commissions; below zero where rebates were more.</param>
internal sealed record DeskActivityDay(DateOnly Day, string? Currency, long Trades, decimal Volume, decimal Fees);
