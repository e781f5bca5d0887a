using System.Globalization;

namespace TradingPlatform.MigrationEngine;

/// <summary>The beginning of a script: what it is, and the settings that psql and the session need for it.</summary>
internal static class ScriptHeader
{
    public static string Of(ScriptPlan script) =>
        $"""
        -- Migrates {(script.Direction == "up" ? "up" : "down")} from {PsqlText.Comment(script.From)} to {PsqlText.Comment(script.To)}: {Count(script.Ids.Count, "migration")}.
        --
        -- Run it with PostgreSQL's own client, as the owner of the schema, and not through a transaction pooler:
        --   psql -X -v ON_ERROR_STOP=1 -d "host=... dbname=... user=..." -f script.sql
        -- It needs psql 14 or newer, whose commands decide here what runs: every other client refuses the first of them as a syntax error.
        -- Exit code 0: everything is done. Any other: the last message says why; what was committed is in migration.journal, and
        -- {(script.IsIdempotent ? "this script, or `" + script.Direction + "` of the same build, goes on from there." : "`" + script.Direction + "` of the same build, or its idempotent script, goes on from there.")}
        --
        -- {(script.IsIdempotent
            ? "It skips what is already done, one migration at a time, and finishes what an interrupted run left half done."
            : $"It refuses a database that is not exactly at {PsqlText.Comment(script.From)}.")}
        -- psql -v name=value changes: lock_wait (how long to wait for another run), lock_timeout and statement_timeout (of one statement),
        -- scan_timeout (of one outside of a transaction, which keeps nobody waiting),
        -- allow_data_loss=on (go on although stored rows are lost), {(script.Direction == "up" ? "" : "ignore_instances=on (go on although living instances use what goes),\n        -- ")}os_user and host (who the journal says that it was).
        --
        {string.Concat(script.Plan.Migrations.Select(Line))}
        \set ON_ERROR_STOP on
        \set application_version {PsqlText.Argument(script.Options.ApplicationVersion)}
        \set application {PsqlText.Argument(script.Options.ApplicationName)}
        {Default("lock_wait", script.Options.LockWait)}
        {Default("lock_timeout", script.Options.LockTimeout)}
        {Default("statement_timeout", script.Options.StatementTimeout)}
        {Default("scan_timeout", script.Options.ScanTimeout)}
        {Default("allow_data_loss", "off")}
        {Default("ignore_instances", "off")}
        {Default("os_user", "`whoami`")}
        {Default("host", "`hostname`")}
        \encoding UTF8
        \set AUTOCOMMIT on
        \set ON_ERROR_ROLLBACK off
        \set SINGLELINE off
        \set FETCH_COUNT 0
        \set QUIET on
        \set SHOW_CONTEXT never
        \pset pager off
        SET client_min_messages = warning;
        SELECT now() <> statement_timestamp() AS in_transaction \gset
        \if :in_transaction
        {Stop(PsqlText.Literal("This script commits by itself: run it without --single-transaction and outside of BEGIN."))}
        \endif
        {ScriptSettings.Check}
        SET TimeZone = 'UTC';
        SET standard_conforming_strings = on;
        SELECT {ServerSession.SparesProcessorsSql} AS ignored \gset
        SELECT current_setting('server_version_num')::integer >= {LogCompression.FirstVersion}0000 AS compresses \gset
        \if :compresses
        {LogCompression.Sql} AS ignored \gset
        \endif
        SET application_name = :'application';

        """;

    /// <summary>A statement that fails with a sentence.</summary>
    /// <param name="message">An SQL expression.</param>
    public static string Stop(string message) =>
        $"DO {PsqlText.DollarQuoted($"BEGIN RAISE EXCEPTION USING MESSAGE = {message}; END")};";

    public static string Count(int number, string what) => FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Line(PlannedMigration migration)
    {
        var alone = migration.Steps.Count(step => !step.IsTransactional);
        var losses = migration.Losses.Count == 0 ? "" : ", can lose stored rows";
        return $"--   {PsqlText.Comment(migration.Id)}: {Count(migration.Steps.Count, "step")}{(alone == 0 ? "" : $", {alone} outside of a transaction")}{losses}\n";
    }

    private static string Default(string name, TimeSpan value) =>
        Default(name, value == TimeSpan.Zero ? "0" : Whole(value.TotalMinutes) is { } minutes ? $"{minutes}min" : Whole(value.TotalSeconds) is { } seconds ? $"{seconds}s"
            : FormattableString.Invariant($"{(long)value.TotalMilliseconds}ms"));

    private static string? Whole(double number) => number >= 1 && number == Math.Floor(number) ? number.ToString("0", CultureInfo.InvariantCulture) : null;

    private static string Default(string name, string value) =>
        $$"""
        \if :{?{{name}}}
        \else
        \set {{name}} {{value}}
        \endif
        """;
}
