using System.Linq.Expressions;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi;

/// <summary>A trader's intraday plan for one symbol.</summary>
/// <param name="Id">The public id, <c>str_...</c>.</param>
/// <param name="Symbol">What is traded.</param>
/// <param name="BuyTime">When to buy, in exchange time.</param>
/// <param name="SellTime">When to sell, later than <paramref name="BuyTime"/>.</param>
/// <param name="StopLoss">Where to get out early; greater than zero.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Status">Where the strategy is in its life.</param>
/// <param name="Position">What it holds.</param>
/// <param name="EntryPrice">The price of the last buy.</param>
/// <param name="ExitPrice">The price of the last sell.</param>
/// <param name="LastAction">What it did last.</param>
/// <param name="IsSimulated">True while no real order is sent.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record StrategyResponse(
    string Id,
    string Symbol,
    TimeOnly BuyTime,
    TimeOnly SellTime,
    decimal StopLoss,
    int Quantity,
    StrategyStatus Status,
    StrategyPosition Position,
    decimal? EntryPrice,
    decimal? ExitPrice,
    string? LastAction,
    bool IsSimulated,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static Expression<Func<Strategy, StrategyResponse>> Of { get; } = strategy => new StrategyResponse(
        strategy.PublicId,
        strategy.Symbol,
        strategy.BuyTime,
        strategy.SellTime,
        strategy.StopLoss,
        strategy.Quantity,
        strategy.Status,
        strategy.Position,
        strategy.EntryPrice,
        strategy.ExitPrice,
        strategy.LastAction,
        strategy.IsSimulated,
        strategy.CreatedAt,
        strategy.UpdatedAt);
}
