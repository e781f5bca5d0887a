namespace TradingPlatform.MigrationEngine;

/// <summary>A database session that waits for others, or that others wait for.</summary>
public sealed record BlockedSession
{
    /// <summary>The server process (<c>pg_stat_activity.pid</c>).</summary>
    public required int ProcessId { get; init; }

    /// <summary>The processes in its way; empty for one that only blocks. 0 stands for a prepared transaction, which has no process.</summary>
    public required IReadOnlyList<int> BlockedBy { get; init; }

    /// <summary>Its application name; empty where it sets none.</summary>
    public required string Application { get; init; }

    /// <summary>Its role; null where the asking role may not see it.</summary>
    public string? User { get; init; }

    /// <summary>Its client address; null over a Unix socket or where the asking role may not see it.</summary>
    public string? Address { get; init; }

    /// <summary>What it does, such as "active" or "idle in transaction"; null where the asking role may not see it.</summary>
    public string? State { get; init; }

    /// <summary>How long its transaction has been open; null outside of one.</summary>
    public TimeSpan? TransactionAge { get; init; }

    /// <summary>How long it has been waiting; null when it waits for nobody.</summary>
    public TimeSpan? Waiting { get; init; }

    /// <summary>
    /// Its statement, or its last one when idle, on one line and without literals, numbers and comments, which may be anybody's secrets;
    /// null where the asking role may not see it.
    /// </summary>
    public string? Query { get; init; }

    /// <summary>The lock it waits for, such as "AccessExclusiveLock on execution.orders"; null when it waits for none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>The table locks that it holds, strongest first, such as "AccessExclusiveLock on execution.orders".</summary>
    public required IReadOnlyList<string> Holds { get; init; }

    /// <summary>Whether it holds the migration lock: ending it ends a migration.</summary>
    public required bool IsMigrating { get; init; }
}
