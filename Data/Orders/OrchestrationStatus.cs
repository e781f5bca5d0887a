namespace TradingPlatform.Data;

/// <summary>How a run of the orchestrator ended.</summary>
public enum OrchestrationStatus
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>All orders were handled.</summary>
    Completed,

    /// <summary>Ended by a failure.</summary>
    Failed,

    /// <summary>Some orders were handled.</summary>
    Partial,
}
