namespace TradingPlatform.MigrationEngine;

/// <summary>PostgreSQL's table locks, weakest first. What a lock conflicts with: https://www.postgresql.org/docs/current/explicit-locking.html.</summary>
public enum TableLock
{
    /// <summary>None.</summary>
    None,

    /// <summary>ACCESS SHARE: a reader's.</summary>
    AccessShare,

    /// <summary>ROW SHARE: that of SELECT FOR UPDATE and of a foreign key's lookup.</summary>
    RowShare,

    /// <summary>ROW EXCLUSIVE: a writer's.</summary>
    RowExclusive,

    /// <summary>SHARE UPDATE EXCLUSIVE: readers and writers go on, other changes of the table wait.</summary>
    ShareUpdateExclusive,

    /// <summary>SHARE: writers wait.</summary>
    Share,

    /// <summary>SHARE ROW EXCLUSIVE: writers wait.</summary>
    ShareRowExclusive,

    /// <summary>EXCLUSIVE: writers wait, and SELECT FOR UPDATE too.</summary>
    Exclusive,

    /// <summary>ACCESS EXCLUSIVE: everybody waits.</summary>
    AccessExclusive,
}
