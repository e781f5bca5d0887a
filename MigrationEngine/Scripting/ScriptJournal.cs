namespace TradingPlatform.MigrationEngine;

/// <summary>The rows that a script writes, the same as a run's. <c>:entry</c>, <c>:done</c> and the others are the script's psql variables.</summary>
internal static class ScriptJournal
{
    private const string Ended = "finished_at = clock_timestamp(), duration_ms = (extract(epoch FROM clock_timestamp() - started_at) * 1000)::bigint";

    /// <summary>A part of the migration is, or may be, committed, and another is not.</summary>
    public const string IsHalfDone = "outcome <> 'succeeded' AND (steps_done BETWEEN 1 AND steps_total - 1 OR open_step IS NOT NULL)";

    /// <summary>The beginning of the update that marks a step as done; the journal entry's id follows.</summary>
    public static string StepDone(int stepsDone, string hash) => FormattableString.Invariant(
        $"UPDATE migration.journal SET steps_done = {stepsDone}, done_hash = '{hash}', open_step = NULL WHERE id = ");

    /// <summary>The journal's rows of one history table: contexts in one database share the journal.</summary>
    public static string OfHistoryTable(HistoryTable history) => $"coalesce(history_table, {PsqlText.Literal(history.Key)}) = {PsqlText.Literal(history.Key)}";

    /// <summary>EF Core's version, as a literal.</summary>
    public static string ProductVersion { get; } = PsqlText.Literal(ThisProcess.ProductVersion);

    /// <summary>Creates what is missing, marks what dead runs left 'running' (who holds the lock is alone), and names this run and who it is.</summary>
    public static string Prepare(ScriptPlan script) =>
        $"""
        SELECT to_regclass({PsqlText.Literal(script.History.Name)}) IS NULL AS has_no_history, to_regclass('migration.journal') IS NULL AS has_no_journal,
            count(*) < {JournalColumns.Later.Length} AS has_old_journal, to_regclass('migration.first_runs') IS NULL AS has_no_gate
        FROM pg_attribute WHERE attrelid = to_regclass('migration.journal') AND attname = ANY ({PsqlText.Array(JournalColumns.Later)}) AND NOT attisdropped \gset
        \if :has_no_history
        {PsqlText.Normalize(script.History.CreateSql)};
        \endif
        \if :has_no_journal
        BEGIN;
        {PsqlText.Normalize(JournalTable.CreateSql)}
        COMMIT;
        \elif :has_old_journal
        {PsqlText.Normalize(JournalTable.UpgradeSql)}
        \elif :has_no_gate
        {PsqlText.Normalize(GateTables.CreateSql)}
        \endif
        {Backfills(script)}{PsqlText.Normalize(JournalWriter.MarkInterruptedSql)};
        SELECT gen_random_uuid() AS run_id, coalesce(nullif(:'os_user', ''), session_user) AS os_user,
            coalesce(nullif(:'host', ''), host(inet_client_addr()), 'localhost') AS host \gset

        """;

    /// <summary>Where a run would run backfills before a contract migration, and so make their tables, a script makes them too.</summary>
    private static string Backfills(ScriptPlan script) => script.Direction == "up" && script.Ids.Any(id => script.Graph[id].Backfills.Count > 0)
        ? $"""
            SELECT to_regclass('migration.backfills') IS NULL AS has_no_backfills \gset
            \if :has_no_backfills
            {PsqlText.Normalize(BackfillTable.CreateSql)}
            \endif

            """
        : "";

    /// <summary>What an earlier attempt left: sets <c>:done</c> (committed steps), <c>:open_step</c> (what is known of the next one) and <c>:done_hash</c>.</summary>
    public static string Earlier(ScriptPlan script, PlannedMigration migration, IReadOnlyList<string> chain) =>
        $"""
        SELECT done, open_step, ({PsqlText.Array(chain)})[done + (open_step <> '')::integer + 1] AS done_hash
        FROM (SELECT coalesce(max(steps_done), 0) AS done, coalesce(max(open_step), '') AS open_step
            FROM (SELECT * FROM migration.journal WHERE migration_id = {PsqlText.Literal(migration.Id)} AND {OfHistoryTable(script.History)} ORDER BY id DESC LIMIT 1) AS last
            WHERE {IsHalfDone} AND direction = '{script.Direction}') AS earlier \gset

        """;

    /// <summary>Opens the row of one migration: sets <c>:entry</c>. The row takes over what an earlier attempt left.</summary>
    /// <param name="script">The script.</param>
    /// <param name="migration">The migration.</param>
    /// <param name="isAtOnce">There is nothing that an earlier attempt could have left.</param>
    public static string Start(ScriptPlan script, PlannedMigration migration, bool isAtOnce) =>
        $"""
        INSERT INTO migration.journal (run_id, migration_id, direction, outcome, steps_total, steps_done, done_hash, open_step, sql_hash, operations_hash,
            started_at, os_user, host, process_id, application, application_version, product_version, source, history_table, exemptions)
        VALUES (:'run_id', {PsqlText.Literal(migration.Id)}, '{script.Direction}', 'running', {migration.Steps.Count}, {(isAtOnce ? "0, '', NULL" : ":done, :'done_hash', nullif(:'open_step', '')")},
            '{migration.SqlHash}', {PsqlText.Literal(migration.OperationsHash)},
            clock_timestamp(), :'os_user', :'host', pg_backend_pid(), :'application', :'application_version', {ProductVersion},
            'script', {PsqlText.Literal(script.History.Key)}, {(PlannedExemption.Text(migration.Exemptions) is { } exemptions ? PsqlText.Literal(exemptions) : "NULL")})
        RETURNING id AS entry \gset

        """;

    /// <summary>Notes migrations that are not run; <c>:squash_run</c> is the run.</summary>
    /// <param name="script">The script.</param>
    /// <param name="rows">The rest of a SELECT of the id, the direction, the hash of the operations and the place in the order.</param>
    public static string Note(ScriptPlan script, string rows) =>
        $"""
        INSERT INTO migration.journal (run_id, migration_id, direction, outcome, steps_total, steps_done, sql_hash, started_at, finished_at,
            duration_ms, os_user, host, process_id, application, application_version, product_version, source, operations_hash, history_table)
        SELECT :'squash_run', id, direction, 'succeeded', 0, 0, '', clock_timestamp(), clock_timestamp(),
            0, :'os_user', :'host', pg_backend_pid(), :'application', :'application_version', {ProductVersion}, 'squash', hash, {PsqlText.Literal(script.History.Key)}
        FROM (SELECT {rows}) AS noted (id, direction, hash, place) ORDER BY place;
        """;

    /// <summary>The history row, and the end of the journal's: in the transaction of the last step.</summary>
    public static string Complete(ScriptPlan script, PlannedMigration migration) =>
        $"""
        {HistoryRow(script, migration.Id)}
        UPDATE migration.journal SET outcome = 'succeeded', steps_done = steps_total, {Ended} WHERE id = :entry;

        """;

    /// <summary>Says why a step outside of a transaction failed, in the journal and to who runs the script.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="index">The step, from 0.</param>
    /// <param name="cleanUp">What clears away after it.</param>
    public static string Fail(PlannedMigration migration, int index, string cleanUp)
    {
        var what = FormattableString.Invariant($"Migration {migration.Id} failed in step {index + 1} of {migration.Steps.Count}");
        return $"""
            \if :ERROR
            \set failure :LAST_ERROR_MESSAGE ' (' :LAST_ERROR_SQLSTATE ').'
            \set ON_ERROR_STOP on
            {cleanUp}UPDATE migration.journal SET outcome = 'failed', error = {PsqlText.Literal(what + ": ")} || :'failure',
                {Ended} WHERE id = :entry;
            {ScriptHeader.Stop(PsqlText.Literal(what + ", for the reason above: remove it, then run `up`, `down` or an idempotent script, which goes on from there."))}
            \endif
            \set ON_ERROR_STOP on

            """;
    }

    private static string HistoryRow(ScriptPlan script, string id) => script.Plan.Direction == MigrationDirection.Up
        ? $"""INSERT INTO {script.History.Name} ("MigrationId", "ProductVersion") VALUES ({PsqlText.Literal(id)}, {ProductVersion});"""
        : $"""
            DELETE FROM {script.History.Name} WHERE "MigrationId" = {PsqlText.Literal(id)};
            {BackfillTable.Forget(id)}
            """;
}
