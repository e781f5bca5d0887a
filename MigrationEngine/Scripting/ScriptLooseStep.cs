namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A step outside of a transaction, as <see cref="LooseStepRunner"/> runs it: together with its journal entry where PostgreSQL commits the
/// two as one, else announced in the journal first, so that the next attempt knows what to look for in the catalog.
/// </summary>
internal sealed class ScriptLooseStep(PlannedMigration migration, int index, IReadOnlyList<string> chain)
{
    private const string Reset = "RESET lock_timeout;\nRESET statement_timeout;\n";

    private readonly string _sql = PsqlText.Normalize(migration.Steps[index].Statements[0]);
    private readonly LooseStatement? _loose = LooseStatement.In(migration.Steps[index].Statements[0]);
    private readonly string _done = ScriptJournal.StepDone(index + 1, chain[index + 1]);

    public string Write()
    {
        if (_loose is null)
        {
            // A kind of statement that an older build took for one that commits by itself can have been decided by an operator.
            return Unless($"{IsOpen("'done'")} AS is_done", Timeouts(":'lock_timeout'") + "\\set ON_ERROR_STOP off\n" + PsqlText.Together(_sql, (_done, "entry"))
                + ScriptJournal.Fail(migration, index, "") + Reset, otherwise: $"{_done}:entry;\n");
        }

        var (ask, isDone, repair) = Knowledge(_loose);
        var body = Timeouts(_loose.WaitsHarmlessly ? "0" : ":'lock_timeout'")
            + $"UPDATE migration.journal SET open_step = '{Word(_loose.Mark)}', done_hash = '{chain[index + 1]}' WHERE id = :entry;\n"
            + string.Concat(SqlStatements.Split(_sql).Select(statement =>
                "\\set ON_ERROR_STOP off\n" + PsqlText.Command(statement) + ScriptJournal.Fail(migration, index, Failed(repair))))
            + Reset + $"{_done}:entry;\n";
        return ask + repair + Unless($"{IsOpen("'done'")} OR {isDone} AS is_done", body, otherwise: $"{_done}:entry;\n");
    }

    /// <summary>What to ask and to repair before the statement, and the condition under which it has taken effect already.</summary>
    private (string Ask, string IsDone, string Repair) Knowledge(LooseStatement loose) => loose switch
    {
        ConcurrentIndex built => (
            "",
            $"{WasBegun} AND EXISTS ({Index(built, "i.indisvalid")})",
            $"SELECT {PsqlText.Literal(built.DropSql)} WHERE EXISTS ({Index(built, "NOT i.indisvalid")}) \\gexec\n"),
        ConcurrentIndexDrop dropped => ("", $"{WasBegun} AND to_regclass({PsqlText.Literal(dropped.Name)}) IS NULL", ""),
        ConcurrentDetach detach => (
            "",
            $"{WasBegun} AND NOT EXISTS ({Partition(detach)})",
            $"SELECT {PsqlText.Literal($"ALTER TABLE {detach.Parent} DETACH PARTITION {detach.Partition} FINALIZE")} FROM ({Partition(detach)}) AS part WHERE inhdetachpending \\gexec\n"),
        RepeatableStatement { IsConcurrent: true } reindex => ("", "false", Leftovers(reindex)),
        UnknowableStatement => (Undecided(), "false", ""),
        _ => ("", "false", ""),
    };

    /// <summary>What clears away after a failure; where that leaves nothing, the step is as if it had not been begun.</summary>
    private string Failed(string repair)
    {
        var isClean = _loose is { CommitsParts: false } and not ConcurrentDetach;
        return (_loose is ConcurrentDetach ? "" : repair.Replace(WasBegun, "true", StringComparison.Ordinal))
            + (isClean ? $"UPDATE migration.journal SET open_step = NULL, done_hash = '{chain[index]}' WHERE id = :entry;\n" : "");
    }

    private string Undecided()
    {
        var sentence =
            $"'An earlier run was cut off in step {index + 1} of {migration.Steps.Count} of {PsqlText.Escape(migration.Id)}, which commits by itself, so that nobody can know whether it took effect: "
            + "look at the database, then decide with UPDATE migration.journal SET open_step = ''done'' (it did) or ''repeat'' (it did not) WHERE id = ' || current_setting('migration.entry') || ', and run again.'";
        return $"SELECT {WasBegun} AS is_undecided, set_config('migration.entry', :'entry', false) AS ignored \\gset\n\\if :is_undecided\n{ScriptHeader.Stop(sentence)}\n\\endif\n";
    }

    // PostgreSQL names what an interrupted REINDEX CONCURRENTLY leaves so, with a number where the name is taken.
    private string Leftovers(RepeatableStatement reindex)
    {
        var name = PsqlText.Literal(reindex.Name);
        var scope = reindex.Scope switch
        {
            "INDEX" => $" AND i.indrelid = (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass({name}))",
            "TABLE" => $" AND i.indrelid IN (to_regclass({name}), (SELECT reltoastrelid FROM pg_class WHERE oid = to_regclass({name})))",
            "SCHEMA" => $" AND n.nspname = (parse_ident({name}))[1]",
            _ => "",
        };
        return
            $"""
            SELECT format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE {WasBegun} AND NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'{scope} \gexec

            """;
    }

    private static string Index(ConcurrentIndex built, string state) =>
        $"SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = to_regclass({PsqlText.Literal(built.Schema + built.Table)}) AND c.relname = (parse_ident({PsqlText.Literal(built.Name)}))[1] AND {state}";

    private static string Partition(ConcurrentDetach detach) =>
        $"SELECT inhdetachpending FROM pg_inherits WHERE inhparent = to_regclass({PsqlText.Literal(detach.Parent)}) AND inhrelid = to_regclass({PsqlText.Literal(detach.Partition)})";

    private string WasBegun => IsOpen("'begun', 'unknown'");

    private string IsOpen(string states) => FormattableString.Invariant($"(:done = {index} AND :'open_step' IN ({states}))");

    private static string Unless(string isDone, string body, string otherwise) =>
        $"SELECT {isDone} \\gset\n\\if :is_done\n{otherwise}\\else\n{body}\\endif\n";

    private static string Timeouts(string lockTimeout) => $"SET lock_timeout = {lockTimeout};\nSET statement_timeout = :'statement_timeout';\n";

    private static string Word(OpenStep state) => state.ToString().ToLowerInvariant();
}
