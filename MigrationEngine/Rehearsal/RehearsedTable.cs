namespace TradingPlatform.MigrationEngine;

/// <summary>What a statement did to one table that was there before its step, beside what the lint had said.</summary>
public sealed record RehearsedTable
{
    /// <summary>The table, view or sequence.</summary>
    public required TableName Table { get; init; }

    /// <summary>The strongest lock that the statement took; <see cref="TableLock.None"/> where it took none that the transaction had not already.</summary>
    public TableLock Lock { get; init; }

    /// <summary>The strongest lock that earlier statements of the same transaction had taken, and still hold.</summary>
    public TableLock Held { get; init; }

    /// <summary>The strongest lock on one of its indexes. ACCESS EXCLUSIVE stops every query of the table, whose planning looks at all of them.</summary>
    public TableLock IndexLock { get; init; }

    /// <summary>Whether its rows are in another file now.</summary>
    public bool IsRewritten { get; init; }

    /// <summary>Whether it was read from end to end; null where the server cannot tell (PostgreSQL 14, outside of a transaction).</summary>
    public bool? IsScanned { get; init; }

    /// <summary>Rows that were read by scans.</summary>
    public long RowsRead { get; init; }

    /// <summary>Its indexes that were built or built again.</summary>
    public IReadOnlyList<string> IndexesBuilt { get; init; } = [];

    /// <summary>What the lint had said; null where it names the table nowhere.</summary>
    public TableEffect? Predicted { get; init; }
}
