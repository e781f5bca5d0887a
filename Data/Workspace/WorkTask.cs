namespace TradingPlatform.Data;

/// <summary>Something to do: a trader's own, or an operator's follow-up. <c>workspace.tasks</c>.</summary>
public sealed class WorkTask
{
    /// <summary>Internal key.</summary>
    public WorkTaskId Id { get; init; } = WorkTaskId.New();

    /// <summary>Who has to do it.</summary>
    public required UserId UserId { get; init; }

    /// <summary>What, in at most 200 characters.</summary>
    public required string Title { get; set; }

    /// <summary>What, at length.</summary>
    public string? Description { get; set; }

    /// <summary>Whether it is done. Default false.</summary>
    public bool Completed { get; set; }

    /// <summary>How much it presses. Default <see cref="TaskPriority.Medium"/>.</summary>
    public TaskPriority Priority { get; set; } = TaskPriority.Medium;

    /// <summary>When it has to be done, if there is such a time.</summary>
    public DateTimeOffset? DueDate { get; set; }

    /// <summary>When to remind of it, if at all; not after <see cref="DueDate"/>.</summary>
    public DateTimeOffset? RemindAt { get; set; }

    /// <summary>How often it comes again; null: it does not.</summary>
    public RecurrencePattern? RecurrencePattern { get; set; }

    /// <summary>Whether it comes again: exactly when there is a <see cref="RecurrencePattern"/>. Default false.</summary>
    public bool IsRecurring { get; set; }

    /// <summary>The strategy it is about, if it is about one.</summary>
    public StrategyId? StrategyId { get; set; }

    /// <summary>The order it is about (<see cref="Order.ClientOrderId"/>), if it is about one.</summary>
    public string? ClientOrderId { get; set; }

    /// <summary>When it was noted; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Row version (xmin): the owner and the assistant both edit.</summary>
    public uint Version { get; private set; }
}
