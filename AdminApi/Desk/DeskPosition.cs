namespace TradingPlatform.AdminApi;

/// <summary>What somebody holds.</summary>
/// <param name="Symbol">What is held.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Qty">How many; negative when short.</param>
/// <param name="AvgEntryPrice">The average price paid.</param>
/// <param name="CurrentPrice">The last known price.</param>
/// <param name="UnrealizedPl">Profit or loss at that price; null also for who may not see it.</param>
/// <param name="Currency">The currency of the latest trade of the symbol.</param>
internal sealed record DeskPosition(
    string Symbol, string Holder, decimal Qty, decimal AvgEntryPrice, decimal? CurrentPrice, decimal? UnrealizedPl, string? Currency);
