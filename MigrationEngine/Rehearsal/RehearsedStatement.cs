namespace TradingPlatform.MigrationEngine;

/// <summary>A statement of a rehearsed migration: what it did, and where the lint had said otherwise.</summary>
public sealed record RehearsedStatement
{
    /// <summary>The step of the migration, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Whether it runs in the transaction of its step.</summary>
    public required bool IsTransactional { get; init; }

    /// <summary>The statement.</summary>
    public required string Sql { get; init; }

    /// <summary>False for the one that failed.</summary>
    public bool IsDone { get; init; }

    /// <summary>How long it ran, on this copy.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Bytes of write-ahead log that the whole server wrote meanwhile: exact where nobody else writes.</summary>
    public long WalBytes { get; init; }

    /// <summary>How certain it is that every lock was seen.</summary>
    public LockEvidence Evidence { get; init; }

    /// <summary>The tables that it touched, or that the lint had said it would.</summary>
    public IReadOnlyList<RehearsedTable> Tables { get; init; } = [];

    /// <summary>Why the lint says nothing certain of it; null where it does.</summary>
    public string? Unknown { get; init; }

    /// <summary>Where PostgreSQL did otherwise than the lint had said, a sentence each.</summary>
    public IReadOnlyList<string> Mismatches { get; init; } = [];
}
