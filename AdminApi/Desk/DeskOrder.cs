namespace TradingPlatform.AdminApi;

/// <summary>An order, as the desk lists it.</summary>
/// <param name="Id">The order's client id.</param>
/// <param name="Symbol">What is traded.</param>
/// <param name="Trader">Whose order; null for those of the legacy system that have no owner.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="OrderType">How the price is found.</param>
/// <param name="Qty">How many.</param>
/// <param name="FilledQty">How many of them are filled.</param>
/// <param name="LimitPrice">The limit, where the type has one.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record DeskOrder(
    string Id,
    string Symbol,
    string? Trader,
    string Side,
    string OrderType,
    decimal Qty,
    decimal FilledQty,
    decimal? LimitPrice,
    string Status,
    DateTimeOffset CreatedAt);
