using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>One run of the orchestrator: signals in, orders out. <c>execution.orchestration_runs</c>.</summary>
public sealed class OrchestrationRun
{
    /// <summary>Key, made by the database.</summary>
    public long Id { get; init; }

    /// <summary>The run's name between services; unique.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The catalogue name of the strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The trading day it decided for.</summary>
    public required DateOnly AsOfDate { get; init; }

    /// <summary>How it ended. Default <see cref="OrchestrationStatus.Running"/>.</summary>
    public OrchestrationStatus Status { get; set; }

    /// <summary>What it was asked to look at.</summary>
    public required string[] Symbols { get; init; }

    /// <summary>The money it may place; above zero.</summary>
    [Money]
    public required decimal Capital { get; init; }

    /// <summary>The most it may place in one symbol; null: no limit.</summary>
    [Money]
    public decimal? MaxPositionSize { get; init; }

    /// <summary>Signals received. Default 0.</summary>
    public int NumSignals { get; set; }

    /// <summary>Orders sent. Default 0.</summary>
    public int NumOrdersSubmitted { get; set; }

    /// <summary>Orders taken by the broker. Default 0.</summary>
    public int NumOrdersAccepted { get; set; }

    /// <summary>Orders refused. Default 0.</summary>
    public int NumOrdersRejected { get; set; }

    /// <summary>Orders filled. Default 0.</summary>
    public int NumOrdersFilled { get; set; }

    /// <summary>The model that made the signals.</summary>
    public string? ModelVersion { get; set; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>How long it took, in seconds.</summary>
    public decimal? DurationSeconds { get; set; }

    /// <summary>What went wrong, if something did.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>The signal service's answer.</summary>
    public JsonElement? SignalServiceResponse { get; set; }

    /// <summary>The execution gateway's answers.</summary>
    public JsonElement? ExecutionGatewayResponses { get; set; }

    /// <summary>When the row was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed: kept by a trigger.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
