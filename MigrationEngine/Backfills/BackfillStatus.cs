namespace TradingPlatform.MigrationEngine;

/// <summary>One backfill and how it stands in a database.</summary>
public sealed record BackfillStatus
{
    /// <summary><see cref="Backfill.Name"/>.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public required BackfillState State { get; init; }

    /// <summary>The migration from which on it can run.</summary>
    public required string After { get; init; }

    /// <summary>The table, as schema.table.</summary>
    public required string Table { get; init; }

    /// <summary>Whether this build has it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Rows of the table, as estimated when the walk began; null before.</summary>
    public long? EstimatedRows { get; init; }

    /// <summary>Rows looked at by the walk over the table that is under way, or was the last.</summary>
    public long RowsWalked { get; init; }

    /// <summary>Rows changed, by all walks.</summary>
    public long RowsChanged { get; init; }

    /// <summary>Rows set aside.</summary>
    public long RowsSetAside { get; init; }

    /// <summary>Rows of a batch at its present speed, the largest of its ranges; null before the first batch and after the last.</summary>
    public int? BatchSize { get; init; }

    /// <summary>The time that the batches of that walk took, all workers together.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>
    /// The part of the table that is walked, from 0 to 1, which it is only when the walk is over: how many rows there are is an estimate.
    /// Null where nothing has begun.
    /// </summary>
    public double? Fraction => State is BackfillState.Finished or BackfillState.RowsSetAside ? 1
        : EstimatedRows is > 0 and var rows ? Math.Min(0.99, (double)RowsWalked / rows)
        : null;

    /// <summary>Rows a second over <see cref="Worked"/>; null where nothing was measured.</summary>
    public double? RowsPerSecond => Worked > TimeSpan.Zero ? RowsWalked / Worked.TotalSeconds : null;

    /// <summary>How long the rest takes one worker at that speed; null where it is not under way, or more rows than estimated are walked.</summary>
    public TimeSpan? TimeLeft => State is BackfillState.Open or BackfillState.Running or BackfillState.Paused && RowsPerSecond is > 0 and var speed && EstimatedRows is { } rows && rows > RowsWalked
        ? TimeSpan.FromSeconds((rows - RowsWalked) / speed)
        : null;

    /// <summary>When it began, by the database's clock; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it last did something.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it finished.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, in one sentence.</summary>
    public string? Error { get; init; }

    /// <summary>What a run gives way to right now, in words; null while all work, and where nobody does.</summary>
    public string? GivesWay { get; init; }

    /// <summary>Who works on it: the names of the sessions.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];
}
