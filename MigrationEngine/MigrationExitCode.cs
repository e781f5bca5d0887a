namespace TradingPlatform.MigrationEngine;

/// <summary>How a run ended, as the exit code of the process that ran it. The numbers are a contract with scripts: never renumber.</summary>
public enum MigrationExitCode
{
    /// <summary>Everything that was asked for is done; for a status: the schema is up to date.</summary>
    Success = 0,

    /// <summary>A defect: nothing below describes what happened.</summary>
    Unexpected = 1,

    /// <summary>The command line, the configuration or the target cannot be understood.</summary>
    Usage = 2,

    /// <summary>The server cannot be reached, refuses the credentials, lacks the database, or the connection was lost.</summary>
    DatabaseUnavailable = 3,

    /// <summary>Another run held the migration lock for longer than <see cref="MigrationEngineOptions.LockWait"/>.</summary>
    LockNotAcquired = 4,

    /// <summary>A migration failed; the step in which it failed is rolled back.</summary>
    MigrationFailed = 5,

    /// <summary>The database has migrations that this build does not know.</summary>
    DatabaseAhead = 6,

    /// <summary>A migration is half applied and cannot be resumed by what was asked.</summary>
    Damaged = 7,

    /// <summary>The request would lose data, would not be safe over this connection, or needs an answer that nobody is there to give.</summary>
    Refused = 8,

    /// <summary>The schema is migrated, the seed data is not complete.</summary>
    SeedFailed = 9,

    /// <summary>For a status: migrations of this build are not applied yet. For backfills: some are open, paused, cancelled or not yet possible.</summary>
    Pending = 10,

    /// <summary>
    /// For a check, a stamp or an adoption: the live schema or the model differs from what the migrations build. For a strict rehearsal:
    /// PostgreSQL did otherwise than the lint says.
    /// </summary>
    Drift = 11,

    /// <summary>For a backfill: all is done but for rows that cannot be, which are listed.</summary>
    RowsSetAside = 12,

    /// <summary>The run was cancelled; the open step is rolled back.</summary>
    Cancelled = 130,
}
