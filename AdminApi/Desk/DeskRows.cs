namespace TradingPlatform.AdminApi;

/// <summary>Rows of the desk, and the period they were asked for.</summary>
/// <param name="From">The first day, in UTC.</param>
/// <param name="To">The last day, in UTC: that of the newest trade or order.</param>
/// <param name="Rows">The rows.</param>
internal sealed record DeskRows<T>(DateOnly From, DateOnly To, IReadOnlyList<T> Rows);
