namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A step outside of a transaction. Where PostgreSQL allows it, the statement and the journal's update are one message, which is committed
/// as one. Where it does not, a kill can fall between the two, and the next attempt looks at what the statement has left behind.
/// </summary>
internal sealed class ScriptAloneStep(PlannedMigration migration, int index)
{
    private readonly string _sql = migration.Steps[index].Statements[0];

    public string Write()
    {
        if (!SelfCommitting.Is(_sql))
        {
            return Timeouts(":'lock_timeout'") + "\\set ON_ERROR_STOP off\n"
                + PsqlText.Together(_sql, (ScriptJournal.StepDone(index + 1), "entry"))
                + ScriptJournal.Fail(migration, index + 1) + Reset;
        }

        var run = Timeouts(IsConcurrent ? "0" : ":'lock_timeout'") + Statements() + Reset;
        return Unless(run) + $"{ScriptJournal.StepDone(index + 1)}:entry;\n";
    }

    /// <summary>CONCURRENTLY waits for every older transaction while it blocks nobody: giving up would only throw its work away.</summary>
    private bool IsConcurrent => _sql.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase);

    private const string Reset = "RESET lock_timeout;\nRESET statement_timeout;\n";

    private static string Timeouts(string lockTimeout) => $"SET lock_timeout = {lockTimeout};\nSET statement_timeout = :'statement_timeout';\n";

    private string Statements()
    {
        var statements = SqlScan.Of(PsqlText.Normalize(_sql)).Statements();
        return string.Concat(statements.Select(statement =>
            $"\\set ON_ERROR_STOP off\n{PsqlText.Command(statement)}{ScriptJournal.Fail(migration, index + 1)}"));
    }

    /// <summary>Leaves the statement out where an attempt that was cut off had completed it, and clears away what a failed one has left.</summary>
    private string Unless(string run)
    {
        var wasCutOff = FormattableString.Invariant($":'cut_off'::boolean AND :done = {index}");
        if (ConcurrentIndex.In(_sql) is { } built)
        {
            return $"""
                SELECT coalesce(bool_or(i.indisvalid), false) AND {wasCutOff} AS is_done, coalesce(bool_or(NOT i.indisvalid), false) AS is_invalid
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = to_regclass({PsqlText.Literal(built.Schema + built.Table)}) AND c.relname = (parse_ident({PsqlText.Literal(built.Name)}))[1] \gset
                \if :is_invalid
                {PsqlText.Command($"DROP INDEX CONCURRENTLY IF EXISTS {built.Schema}{built.Name}").TrimEnd()}
                \endif
                \if :is_done
                \else
                {run}\endif

                """;
        }

        return DroppedIndex.In(_sql) is { } dropped
            ? $"""
                SELECT to_regclass({PsqlText.Literal(dropped)}) IS NULL AND {wasCutOff} AS is_done \gset
                \if :is_done
                \else
                {run}\endif

                """
            : run;
    }
}
