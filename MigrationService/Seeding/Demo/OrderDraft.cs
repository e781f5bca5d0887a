using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>An order to be, and what becomes of it.</summary>
internal sealed record OrderDraft(UserId UserId, string StrategyId, Instrument Instrument, OrderSide Side, decimal Qty, DateTimeOffset At)
{
    public OrderType Type { get; init; } = OrderType.Market;

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    public TimeInForce TimeInForce { get; init; } = TimeInForce.Day;

    public OrderStatus Status { get; init; } = OrderStatus.Filled;

    /// <summary>How much of it is filled, in percent of its lots; a filled order is filled wholly.</summary>
    public int FilledPercent { get; init; }

    /// <summary>The bot that decided, if one did.</summary>
    public BotConfigId? Bot { get; init; }

    /// <summary>How its fills became known.</summary>
    public TradeSource Source { get; init; }

    public Order? Replaces { get; init; }

    /// <summary>The order that this is a slice of.</summary>
    public Order? Parent { get; init; }

    public int? SliceNum { get; init; }

    /// <summary>Into how many slices it is cut.</summary>
    public int? TotalSlices { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>When the last news of it came, where that is not soon after.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
