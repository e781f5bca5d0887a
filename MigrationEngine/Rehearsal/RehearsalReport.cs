namespace TradingPlatform.MigrationEngine;

/// <summary>What a run would do to the tables of a database, seen on a copy.</summary>
public sealed record RehearsalReport
{
    /// <summary>Which way.</summary>
    public required MigrationDirection Direction { get; init; }

    /// <summary>What the copy was made of.</summary>
    public required RehearsalCopy Copy { get; init; }

    /// <summary>The version of the server of the copy, such as "15.6".</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The migrations, in order.</summary>
    public required IReadOnlyList<RehearsedMigration> Migrations { get; init; }

    /// <summary>From the first to the last statement, the engine's own bookkeeping included.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why it ended before its end; null where it did not.</summary>
    public MigrationException? Failure { get; init; }

    /// <summary>The number of statements of which the lint had said something else.</summary>
    public int Mismatches => Migrations.SelectMany(migration => migration.Statements).Count(statement => statement.Mismatches.Count > 0);

    /// <summary>The number of statements of which the lint says nothing certain.</summary>
    public int Unknown => Migrations.SelectMany(migration => migration.Statements).Count(statement => statement.Unknown is not null);
}
