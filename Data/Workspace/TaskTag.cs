namespace TradingPlatform.Data;

/// <summary>That a task carries a tag. <c>workspace.task_tags</c>.</summary>
public sealed class TaskTag
{
    /// <summary>The task.</summary>
    public required WorkTaskId TaskId { get; init; }

    /// <summary>The tag.</summary>
    public required TagId TagId { get; init; }
}
