using System.Linq.Expressions;
using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi;

/// <summary>One attempt of a strategy to place an order.</summary>
/// <param name="Id">The public id, <c>log_...</c>.</param>
/// <param name="StrategyId">The public id of the strategy; null where it no longer exists.</param>
/// <param name="OrderType">What was attempted.</param>
/// <param name="OrderData">The order as it was sent.</param>
/// <param name="Status">How the attempt stands.</param>
/// <param name="Result">The broker's answer.</param>
/// <param name="ErrorMessage">Why it failed.</param>
/// <param name="AttemptedAt">When it began.</param>
/// <param name="CompletedAt">When it ended.</param>
/// <param name="ExecutionTimeMs">How long it took, in milliseconds.</param>
public sealed record OrderLogResponse(
    string Id,
    string? StrategyId,
    OrderLogType OrderType,
    JsonElement OrderData,
    OrderLogStatus Status,
    JsonElement? Result,
    string? ErrorMessage,
    DateTimeOffset AttemptedAt,
    DateTimeOffset? CompletedAt,
    int? ExecutionTimeMs)
{
    internal static Expression<Func<OrderLog, OrderLogResponse>> Of(TradingDbContext database) => log => new OrderLogResponse(
        log.PublicId,
        database.Strategies.Where(strategy => strategy.Id == log.StrategyId).Select(strategy => strategy.PublicId).FirstOrDefault(),
        log.OrderType,
        log.OrderData,
        log.Status,
        log.Result,
        log.ErrorMessage,
        log.AttemptedAt,
        log.CompletedAt,
        log.ExecutionTimeMs);
}
