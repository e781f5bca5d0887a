namespace TradingPlatform.AdminApi;

/// <summary>A symbol that was traded in the period.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Trades">How many trades.</param>
internal sealed record DeskSymbol(string Symbol, long Trades);
