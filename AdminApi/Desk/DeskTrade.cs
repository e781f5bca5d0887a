namespace TradingPlatform.AdminApi;

/// <summary>A trade, as the desk lists it and marks it in a chart of prices.</summary>
/// <param name="Id">The trade's id.</param>
/// <param name="Symbol">What was traded.</param>
/// <param name="Trader">Whose trade.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="Qty">How many.</param>
/// <param name="Price">The price of one.</param>
/// <param name="Fee">The commission.</param>
/// <param name="RealizedPnl">What it realized; null also for who may not see it.</param>
/// <param name="Currency">The currency of price, commission and profit; null where the trade names none.</param>
/// <param name="ExecutedAt">When.</param>
internal sealed record DeskTrade(
    string Id,
    string Symbol,
    string Trader,
    string Side,
    decimal Qty,
    decimal Price,
    decimal? Fee,
    decimal? RealizedPnl,
    string? Currency,
    DateTimeOffset ExecutedAt);
