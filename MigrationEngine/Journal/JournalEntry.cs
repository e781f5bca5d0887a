namespace TradingPlatform.MigrationEngine;

/// <summary>One row of <c>migration.journal</c>: one migration in one run.</summary>
public sealed record JournalEntry
{
    /// <summary>Ascending in the order of the attempts.</summary>
    public required long Id { get; init; }

    /// <summary>The run (UUIDv7), shared by all migrations of it.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The migration, as in the history table.</summary>
    public required string MigrationId { get; init; }

    /// <summary>Which way it was run.</summary>
    public required MigrationDirection Direction { get; init; }

    /// <summary>What became of it.</summary>
    public required JournalOutcome Outcome { get; init; }

    /// <summary>How it came about. Default: <see cref="JournalSource.Run"/>, as in every journal written before the column existed.</summary>
    public JournalSource Source { get; init; }

    /// <summary>The history table that it belongs to, as schema.table: contexts in one database share the journal. Null in an entry of an older engine.</summary>
    public string? HistoryTable { get; init; }

    /// <summary>Number of steps of the migration: transactions, and single statements outside of one.</summary>
    public required int StepsTotal { get; init; }

    /// <summary>Number of steps that are committed, in this attempt or in the one that it resumed.</summary>
    public required int StepsDone { get; init; }

    /// <summary>SHA-256 over the migration's SQL, in hex; empty where no SQL was run.</summary>
    public required string SqlHash { get; init; }

    /// <summary><see cref="PlannedMigration.OperationsHash"/>; null in an entry of an older engine, and where the build does not know the migration.</summary>
    public string? OperationsHash { get; init; }

    /// <summary>When the attempt started, by the database's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended, by the database's clock; null while running.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How long it took; null while running and when interrupted.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The database role.</summary>
    public required string DatabaseUser { get; init; }

    /// <summary>The operating system's user.</summary>
    public required string OsUser { get; init; }

    /// <summary>The machine or container.</summary>
    public required string Host { get; init; }

    /// <summary>The process on <see cref="Host"/>.</summary>
    public required int ProcessId { get; init; }

    /// <summary><see cref="MigrationEngineOptions.ApplicationName"/>.</summary>
    public required string Application { get; init; }

    /// <summary><see cref="MigrationEngineOptions.ApplicationVersion"/>.</summary>
    public required string ApplicationVersion { get; init; }

    /// <summary>EF Core's version.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>The W3C trace id of the run; null where nobody listened.</summary>
    public string? TraceId { get; init; }

    /// <summary>Why it did not succeed, in one sentence; of a stamp or an adoption, what the comparison before it found.</summary>
    public string? Error { get; init; }

    /// <summary>SHA-256 over the SQL of the steps that are committed or begun, in hex; null in journals of earlier versions.</summary>
    public string? DoneHash { get; init; }

    /// <summary>What is known of step <see cref="StepsDone"/> + 1; null unless it commits by itself and was begun.</summary>
    public OpenStep? OpenStep { get; init; }

    /// <summary>The safety rules that the migration is exempt from and why, a line each as "rule: reason"; null for none.</summary>
    public string? Exemptions { get; init; }

    /// <summary>Whether the migration is neither applied nor reverted: a part of it is, or may be, committed, and another is not.</summary>
    public bool IsHalfDone => Outcome != JournalOutcome.Succeeded && ((StepsDone > 0 && StepsDone < StepsTotal) || OpenStep is not null);
}
