namespace TradingPlatform.MigrationEngine;

/// <summary>What is rehearsed, and on what.</summary>
public sealed record RehearsalOptions
{
    /// <summary>Which way. Default: up.</summary>
    public MigrationDirection Direction { get; init; } = MigrationDirection.Up;

    /// <summary>How far. Default: head.</summary>
    public MigrationTarget Target { get; init; } = MigrationTarget.Head;

    /// <summary>What the copy is made of. Default: the schema alone.</summary>
    public RehearsalCopy Copy { get; init; } = RehearsalCopy.Schema;

    /// <summary>The server on which a copy is made; null for the database's own. Default: null. A template copies only within one server.</summary>
    public string? Scratch { get; init; }

    /// <summary>For <see cref="RehearsalCopy.Prepared"/>: the prepared copy.</summary>
    public string? Prepared { get; init; }

    /// <summary>For <see cref="RehearsalCopy.Dump"/>: the folder of pg_dump and pg_restore; null for those of PATH. Default: null.</summary>
    public string? ToolFolder { get; init; }
}
