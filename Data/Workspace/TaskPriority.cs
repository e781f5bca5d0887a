namespace TradingPlatform.Data;

/// <summary>How much a task presses.</summary>
public enum TaskPriority
{
    /// <summary>Some day.</summary>
    Low,

    /// <summary>The ordinary one.</summary>
    Medium,

    /// <summary>Before the others.</summary>
    High,

    /// <summary>Now.</summary>
    Urgent,
}
