using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The sentences of failed runs.</summary>
internal static class RunFailure
{
    public static MigrationException ConnectionLost(NpgsqlException exception, MigrationEngineOptions options) => new(
        MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, options.ConnectionString), exception);

    public static MigrationException ConnectionLostDuring(string migration, int step, int steps, Exception exception) => new(
        MigrationExitCode.DatabaseUnavailable,
        $"The database connection, and the migration lock with it, was lost in step {step} of {steps} of {migration}: run again, the next run resumes what was not committed.",
        exception);

    public static MigrationException SessionLost(Exception exception) => new(
        MigrationExitCode.DatabaseUnavailable,
        "The server no longer has the session of this run, and its migration lock with it, although the connection said nothing: check the network and run again.",
        exception);

    public static MigrationException StatementFailed(string migration, int step, int steps, string sql, bool transactional, PostgresException exception) => new(
        MigrationExitCode.MigrationFailed,
        $"Migration {migration} failed in step {step} of {steps}{(transactional ? ", which was rolled back" : "")}: {exception.MessageText} ({exception.SqlState}), in: {Sql.Excerpt(sql)}{Advice(exception, sql)}",
        exception);

    private static string Advice(PostgresException exception, string sql) => exception.SqlState switch
    {
        PostgresErrorCodes.QueryCanceled =>
            ". It ran for longer than the statement timeout or the scan timeout allows, or an administrator cancelled it.",
        PostgresErrorCodes.FeatureNotSupported when sql.Contains("NOT VALID", StringComparison.Ordinal) || sql.Contains("USING INDEX", StringComparison.Ordinal) =>
            ". PostgreSQL does not take the safe form on a partitioned table: add the constraint to each partition in a migration of its own first, then exempt this operation with that as the reason.",
        PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.DuplicateColumn =>
            ". Somebody else has made it: `check` compares the schema, and `adopt` takes over a whole database that another tool or a hand has made.",
        _ => "",
    };

    public static MigrationException BudgetSpent(string migration, int step, int steps, TimeSpan budget, string blockers, PostgresException? exception) => new(
        MigrationExitCode.MigrationFailed,
        $"Migration {migration} could not get its locks in step {step} of {steps} within {budget}, blocked by {blockers}: end or wait for these sessions and run again.",
        exception);

    public static MigrationException TransactionPooler(MigrationEngineOptions options)
    {
        var target = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return new MigrationException(
            MigrationExitCode.Refused,
            $"At {ServerAddress.Of(target)} a pooler answers that does not keep one server session for a connection (PgBouncer with pool_mode=transaction, or its like), so that the migration lock and the timeouts would not hold: give the migrations the address of PostgreSQL itself, or of a pool in session mode. Nothing was changed.");
    }

    public static MigrationException LockGone(string migration) => new(
        MigrationExitCode.LockNotAcquired,
        $"The migration lock vanished before {migration}: connect to PostgreSQL itself and not through a transaction pooler, then run again.");

    public static MigrationException DoneStepsChanged(JournalEntry entry, int known) => new(
        MigrationExitCode.Damaged,
        $"Migration {entry.MigrationId} stopped after step {entry.StepsDone} of {entry.StepsTotal}, and the first {known} steps have been edited since: restore them (later steps may change), finish it with version {entry.ApplicationVersion}, or repair the schema by hand and delete entry {entry.Id} of migration.journal.");

    public static MigrationException EffectUnknown(PlannedMigration migration, int index, long entry) => new(
        MigrationExitCode.Damaged,
        $"An earlier run was cut off in step {index + 1} of {migration.Steps.Count} of {migration.Id}, which commits by itself, so that nobody can know whether it took effect: look at the database, then decide with UPDATE migration.journal SET open_step = 'done' (it did) or 'repeat' (it did not) WHERE id = {entry}, and run again. The step is: {Sql.Excerpt(migration.Steps[index].Statements[0])}");
}
