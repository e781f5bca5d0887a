namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A step outside of a transaction, as <see cref="LooseStepRunner"/> runs it: together with its journal entry where PostgreSQL commits the
/// two as one, else announced in the journal first, so that the next attempt knows what to look for in the catalog.
/// </summary>
/// <param name="migration">The migration.</param>
/// <param name="index">The step, from 0.</param>
/// <param name="chain">The hashes of the steps so far.</param>
/// <param name="takeBack">What takes back what stands around the step, where it failed and left nothing.</param>
internal sealed class ScriptLooseStep(PlannedMigration migration, int index, IReadOnlyList<string> chain, string takeBack)
{
    private const string Reset = "RESET lock_timeout;\nRESET statement_timeout;\n";

    private static readonly string HarmlessLockWait = FormattableString.Invariant($"'{StatementLimits.HarmlessLockWait.TotalSeconds}s'");

    private readonly string _sql = PsqlText.Normalize(migration.Steps[index].Statements[0]);
    private readonly LooseStatement? _loose = LooseStatement.In(migration.Steps[index].Statements[0]);
    private readonly string _done = ScriptJournal.StepDone(index + 1, chain[index + 1]);

    public string Write()
    {
        if (_loose is null)
        {
            // A kind of statement that an older build took for one that commits by itself can have been decided by an operator.
            return $"SELECT {IsOpen("'done'")} AS is_done \\gset\n\\if :is_done\n{_done}:entry;\n\\else\n" + Timeouts(StatementLimits.IsValidation(_sql) ? HarmlessLockWait : ":'lock_timeout'") + "\\set ON_ERROR_STOP off\n"
                + PsqlText.Together(_sql, (_done, "entry")) + ScriptJournal.Fail(migration, index, takeBack) + Reset + "\\endif\n";
        }

        var questions = LooseQuestions.Of(_loose, IsOpen("'begun', 'unknown'"));
        var body = Timeouts(_loose.WaitsHarmlessly ? "0" : ":'lock_timeout'")
            + $"UPDATE migration.journal SET open_step = '{Word(_loose.Mark)}', done_hash = '{chain[index + 1]}' WHERE id = :entry;\n"
            + string.Concat(SqlStatements.Split(_sql).Select(statement =>
                "\\set ON_ERROR_STOP off\n" + PsqlText.Command(statement) + ScriptJournal.Fail(migration, index, AfterFailure(_loose) + takeBack)))
            + Reset + $"{_done}:entry;\n";
        return (_loose.Mark == OpenStep.Unknown ? Undecided() : "") + (_loose is ConcurrentIndex built ? RefusePartitioned(built) : "")
            + $"SELECT {IsOpen("'done'")} OR {questions.IsDone} AS is_done \\gset\n"
            + (questions.Repairs is { } repairs ? $"{repairs} \\gexec\n" : "")
            + $"\\if :is_done\n{_done}:entry;\n\\else\n{body}\\endif\n";
    }

    /// <summary>What clears away after a failure; where that leaves nothing, the step is as if it had not been begun.</summary>
    private string AfterFailure(LooseStatement loose)
    {
        // Whether a failed DETACH is pending, the next attempt finds out.
        if (loose.CommitsParts || loose is ConcurrentDetach) return "";

        return (LooseQuestions.Of(loose, "true").Repairs is { } repairs ? $"{repairs} \\gexec\n" : "")
            + $"UPDATE migration.journal SET open_step = NULL, done_hash = '{chain[index]}' WHERE id = :entry;\n";
    }

    /// <summary>What a run does instead takes decisions that psql cannot take.</summary>
    private static string RefusePartitioned(ConcurrentIndex built)
    {
        var sentence = PsqlText.Literal(
            $"Table {built.Schema}{built.Table} is partitioned, and PostgreSQL builds the index of a partitioned table concurrently on each partition only: let `up` do it, or create {built.Name} ON ONLY the table, build one CONCURRENTLY on each partition, and ALTER INDEX ... ATTACH PARTITION each.");
        return $"SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass({PsqlText.Literal(built.Schema + built.Table)}) AND relkind = 'p') AS is_partitioned \\gset\n\\if :is_partitioned\n{ScriptHeader.Stop(sentence)}\n\\endif\n";
    }

    private string Undecided()
    {
        var sentence =
            $"'An earlier run was cut off in step {index + 1} of {migration.Steps.Count} of {PsqlText.Escape(migration.Id)}, which commits by itself, so that nobody can know whether it took effect: "
            + "look at the database, then decide with UPDATE migration.journal SET open_step = ''done'' (it did) or ''repeat'' (it did not) WHERE id = ' || current_setting('migration.entry') || ', and run again.'";
        return $"SELECT {IsOpen("'begun', 'unknown'")} AS is_undecided, set_config('migration.entry', :'entry', false) AS ignored \\gset\n\\if :is_undecided\n{ScriptHeader.Stop(sentence)}\n\\endif\n";
    }

    private string IsOpen(string states) => FormattableString.Invariant($"(:done = {index} AND :'open_step' IN ({states}))");

    private static string Timeouts(string lockTimeout) => $"SET lock_timeout = {lockTimeout};\nSET statement_timeout = :'scan_timeout';\n";

    private static string Word(OpenStep state) => state.ToString().ToLowerInvariant();
}
