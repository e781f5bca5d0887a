namespace TradingPlatform.MigrationEngine;

/// <summary>One migration of a script, from its journal row to its history row.</summary>
internal sealed class ScriptMigration(ScriptPlan script, PlannedMigration migration)
{
    private readonly IReadOnlyList<string> _chain = StepChain.Of(migration);

    /// <summary>With one step, a transaction, there is nothing that an earlier attempt could have left behind.</summary>
    private bool IsAtOnce => migration.Steps.Count == 1;

    public string Write()
    {
        var title = $"-- ---- {PsqlText.Comment(migration.Id)} {script.Direction} ----\n";
        var body = ScriptLock.Check()
            + $"\\echo {PsqlText.Argument($"{migration.Id} {script.Direction}")}\n"
            + ScriptLosses.Guard(script, [migration])
            + (IsAtOnce ? "" : ScriptJournal.Earlier(script, migration, _chain))
            + ScriptContraction.Enter(script, migration, IsAtOnce)
            + ScriptUse.Enter(script, migration)
            + ScriptJournal.Start(script, migration, IsAtOnce)
            + string.Concat(migration.Steps.Select((step, index) => Conditional(index, Step(step, index))))
            + ScriptUse.Leave(script, migration)
            + ScriptContraction.Leave(script, migration);
        if (!script.IsIdempotent) return $"{title}{body}\n";

        var isNeeded = script.Direction == "up" ? "NOT EXISTS" : "EXISTS";
        return $"""
            {title}SELECT {isNeeded} (SELECT FROM {script.History.Name} WHERE "MigrationId" = {PsqlText.Literal(migration.Id)}) AS is_needed \gset
            \if :is_needed
            {body}\endif


            """;
    }

    private string Conditional(int index, string step) => IsAtOnce || !script.IsIdempotent
        ? step
        : FormattableString.Invariant($"SELECT :done <= {index} AS is_needed \\gset\n\\if :is_needed\n{step}\\endif\n");

    private string Step(MigrationStep step, int index)
    {
        var number = FormattableString.Invariant($"{index + 1} of {migration.Steps.Count}");
        if (!step.IsTransactional) return $"-- step {number}, outside of a transaction\n{ScriptContraction.First(script, migration, index)}{new ScriptLooseStep(migration, index, _chain, ScriptContraction.TakeBack(script, migration, index)).Write()}";

        var isLast = index == migration.Steps.Count - 1;
        return $"""
            -- step {number}
            BEGIN;
            SET LOCAL lock_timeout = :'lock_timeout';
            SET LOCAL statement_timeout = :'statement_timeout';
            {string.Concat(step.Statements.Select(PsqlText.Command))}{ScriptContraction.First(script, migration, index)}{(isLast ? ScriptContraction.Last(script, migration) + ScriptJournal.Complete(script, migration) : $"{ScriptJournal.StepDone(index + 1, _chain[index + 1])}:entry;\n")}COMMIT;

            """;
    }
}
