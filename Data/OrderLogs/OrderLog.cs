using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>One attempt of a strategy to place an order, and the broker's answer. <c>execution.order_logs</c>; grows only.</summary>
public sealed class OrderLog
{
    /// <summary>Key, made by the database, in the order of writing.</summary>
    public long Id { get; init; }

    /// <summary>The id that URLs show: <c>log_</c> and 12 hex digits.</summary>
    public string PublicId { get; init; } = Data.PublicId.New("log");

    /// <summary>Whose attempt.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The strategy; null once it was deleted: the log outlives it.</summary>
    public StrategyId? StrategyId { get; init; }

    /// <summary>What was attempted.</summary>
    public required OrderLogType OrderType { get; init; }

    /// <summary>What was sent to the broker: a JSON object without credentials.</summary>
    public required JsonElement OrderData { get; init; }

    /// <summary>How it ended. Default <see cref="OrderLogStatus.Attempting"/>.</summary>
    public OrderLogStatus Status { get; set; }

    /// <summary>What the broker answered.</summary>
    public JsonElement? Result { get; set; }

    /// <summary>What went wrong, if something did.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>When the attempt began.</summary>
    public required DateTimeOffset AttemptedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>How long it took, in milliseconds; not below zero.</summary>
    public int? ExecutionTimeMs { get; set; }
}
