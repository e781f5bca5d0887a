using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The exit codes in few words, for the help. docs/cli.md says what to do about each.</summary>
internal static class ExitCodeTable
{
    public static string Describe(MigrationExitCode code) => code switch
    {
        MigrationExitCode.Success => "done, or up to date",
        MigrationExitCode.Unexpected => "a defect: --verbose shows where",
        MigrationExitCode.Usage => "the command line, the configuration or the target cannot be understood",
        MigrationExitCode.DatabaseUnavailable => "the database cannot be reached, or was lost",
        MigrationExitCode.LockNotAcquired => "another run holds the lock",
        MigrationExitCode.MigrationFailed => "a migration failed, its open step is rolled back",
        MigrationExitCode.DatabaseAhead => "the database has migrations that this build does not know",
        MigrationExitCode.Damaged => "a migration is half-applied, or the build's migrations contradict each other",
        MigrationExitCode.Refused => "refused: rows would be lost, or nobody answered",
        MigrationExitCode.SeedFailed => "migrated, but not seeded",
        MigrationExitCode.Pending => "migrations are pending",
        MigrationExitCode.Drift => "the live schema or the model differs from what the migrations build, or a strict rehearsal from the lint",
        MigrationExitCode.RowsSetAside => "a backfill is done but for rows that cannot be",
        MigrationExitCode.Cancelled => "cancelled, what was open is rolled back",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "An exit code without a description."),
    };
}
