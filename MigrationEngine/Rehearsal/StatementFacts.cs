namespace TradingPlatform.MigrationEngine;

/// <summary>What a statement was seen to do.</summary>
internal sealed record StatementFacts
{
    public required ObservedStatement Statement { get; init; }

    /// <summary>Every lock on a relation that was there before the step, with the relation; those that the session had already are left out.</summary>
    public IReadOnlyList<(RelationState Relation, TableLock Mode)> Locks { get; init; } = [];

    /// <summary>The strongest lock on each relation that earlier statements of the transaction had taken.</summary>
    public IReadOnlyDictionary<TableName, TableLock> Held { get; init; } = new Dictionary<TableName, TableLock>();

    public LockEvidence Evidence { get; init; }

    /// <summary>Tables whose rows are in another file than before.</summary>
    public IReadOnlyList<TableName> Rewritten { get; init; } = [];

    /// <summary>Indexes that were built or built again, with their table, which was there before.</summary>
    public IReadOnlyList<(TableName Index, TableName Table)> Built { get; init; } = [];

    /// <summary>Tables that were there before and were read from end to end; null where the server cannot tell.</summary>
    public IReadOnlyDictionary<TableName, ScanCount>? Scanned { get; init; }

    /// <summary>Relations that were there before the step, by oid: what the step has made, nobody else sees yet.</summary>
    public IReadOnlyDictionary<uint, RelationState> Baseline { get; init; } = new Dictionary<uint, RelationState>();

    /// <summary>What the lint says of it.</summary>
    public required Expectation Expected { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Bytes of write-ahead log of the whole server meanwhile.</summary>
    public long WalBytes { get; init; }

    /// <summary>False for a statement that failed.</summary>
    public bool IsDone { get; init; }
}
