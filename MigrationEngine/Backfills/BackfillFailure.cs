using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What an error of a batch means, and the sentences of backfills that fail.</summary>
internal static class BackfillFailure
{
    /// <summary>Somebody else holds a row: it is gone in a moment, and the batch can be done again.</summary>
    public static bool IsLockConflict(PostgresException exception) => exception.SqlState
        is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>It took too long, or an operator cancelled the statement.</summary>
    public static bool IsTimeout(PostgresException exception) => exception.SqlState == PostgresErrorCodes.QueryCanceled;

    /// <summary>The values of a row are to blame: a batch without it may succeed. Classes 21, 22, 23, 38, 39, 44 and P0 (RAISE).</summary>
    public static bool IsOfData(PostgresException exception) =>
        exception.SqlState[..2] is "21" or "22" or "23" or "38" or "39" or "44" or "P0";

    /// <summary>The session has ended; another one can go on.</summary>
    public static bool EndsSession(NpgsqlException exception) => exception is not PostgresException refused || StepStatements.EndsSession(refused);

    public static MigrationException Statement(Backfill backfill, string sql, PostgresException exception) => Failed(
        $"Backfill {backfill.Name} failed: {exception.MessageText} ({exception.SqlState}), in: {Sql.Excerpt(sql)}. {Advice(backfill, exception)}", exception);

    public static MigrationException NoTable(Backfill backfill) => Failed(
        $"Backfill {backfill.Name} failed: there is no table {backfill.Schema}.{backfill.Table}; correct its class, or restore the table, and run it again.");

    public static MigrationException NoKey(Backfill backfill, bool isTable) => Failed(
        isTable
            ? $"Backfill {backfill.Name} failed: {backfill.Schema}.{backfill.Table} has no primary key to walk by; give it one."
            : $"Backfill {backfill.Name} failed: {backfill.Schema}.{backfill.Table} is no table.");

    public static MigrationException LeavesRows(Backfill backfill, IReadOnlyList<string>? key) => Failed(
        $"Backfill {backfill.Name} failed: a row that it has changed{(key is null ? "" : $", with the key ({string.Join(", ", key)}),")} still meets its condition `{Sql.Excerpt(backfill.Rows)}`, so that it would be changed again and again: make the condition false for what is done.");

    public static MigrationException TooManySetAside(Backfill backfill, int most, string lastError) => Failed(
        $"Backfill {backfill.Name} failed: more than {most} rows cannot be done, the last one because of: {lastError} Correct the rows or the class, then `backfill retry {backfill.Name}`.");

    public static MigrationException NeverDone(Backfill backfill) => Failed(
        $"Backfill {backfill.Name} failed: rows that need it remain although all of the table was walked twice without changing one; they are locked by others, or hidden by a policy from this role: see `blockers`, and run it again.");

    public static MigrationException Code(Backfill backfill, Exception exception) => Failed(
        $"Backfill {backfill.Name} failed: {exception.Message}", exception);

    private static string Advice(Backfill backfill, PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => $"Its class names something that {backfill.Schema}.{backfill.Table} or the database does not have: correct it and run it again.",
        PostgresErrorCodes.InsufficientPrivilege => "Grant the role of the run the right, and run it again.",
        _ when exception.SqlState.StartsWith("42", StringComparison.Ordinal) => "Correct its class and run it again.",
        _ => "Run it again when the cause is gone: it goes on where it stopped.",
    };

    private static MigrationException Failed(string sentence, Exception? cause = null) => new(MigrationExitCode.MigrationFailed, sentence, cause);
}
