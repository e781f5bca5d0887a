using TradingPlatform.Data;

namespace TradingPlatform.TradingApi;

/// <summary>What a bot is doing.</summary>
/// <param name="Status">Whether it runs.</param>
/// <param name="StatusReason">Why it has this status.</param>
/// <param name="InPosition">Whether it holds something.</param>
/// <param name="EntryPrice">The price it was bought at.</param>
/// <param name="CurrentPositionSize">How many units it holds.</param>
/// <param name="StopLossPrice">Below this it sells at a loss.</param>
/// <param name="TakeProfitPrice">Above this it sells at a profit.</param>
/// <param name="TrailingStopPrice">The stop that follows the price.</param>
/// <param name="DailyPnl">Today's profit or loss, in account currency.</param>
/// <param name="DailyTradesCount">Today's trades.</param>
/// <param name="LastRunAt">When it last looked at the market.</param>
/// <param name="LastErrorMessage">Its last failure.</param>
/// <param name="LastUpdatedAt">When this was written.</param>
public sealed record BotStateResponse(
    BotStatus Status,
    string? StatusReason,
    bool InPosition,
    decimal? EntryPrice,
    decimal? CurrentPositionSize,
    decimal? StopLossPrice,
    decimal? TakeProfitPrice,
    decimal? TrailingStopPrice,
    decimal DailyPnl,
    int DailyTradesCount,
    DateTimeOffset? LastRunAt,
    string? LastErrorMessage,
    DateTimeOffset LastUpdatedAt);
