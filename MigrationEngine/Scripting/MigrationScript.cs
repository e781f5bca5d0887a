using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Writes what a run would do as a script for psql: the same steps, lock, timeouts, history and journal rows, so that runs and scripts can
/// take over from each other at any point. Needs no database.
/// </summary>
public static class MigrationScript
{
    /// <summary>The script that leads from one state to another. The same build gives the same text.</summary>
    /// <param name="context">A context of the build; no connection is opened.</param>
    /// <param name="from">The last migration of the state before, or base.</param>
    /// <param name="to">The last migration of the state afterwards, base, or a number of steps from there; one that comes before <paramref name="from"/> gives the way down.</param>
    /// <param name="options">Who writes it, and its patience.</param>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: a timeout that is none, a target that is not found or lies on another branch, or nothing lies between the two;
    /// <see cref="MigrationExitCode.Refused"/>: head, and there are several.
    /// </exception>
    public static string Write(DbContext context, MigrationTarget from, MigrationTarget to, MigrationScriptOptions options)
    {
        MigrationPatience.Refuse(options);
        var definition = SchemaDefinition.Of(context);
        var graph = definition.Graph;
        var before = MigrationSelection.Closure(from, graph);
        var planner = new MigrationPlanner(context, graph);
        var (plan, reached) = to.Kind == MigrationTargetKind.Relative
            ? Step(planner, graph, before, to.Count)
            : (OfflinePlanner.Plan(graph, context, from, to), NameOf(to, graph));
        if (plan.Migrations.Count == 0)
            throw new MigrationException(MigrationExitCode.Usage, "Nothing lies between these two: name another migration, head or base.");

        return Write(new ScriptPlan(plan, graph, definition.History, [.. graph.Sort(before)], NameOf(from, graph), reached, options.IsIdempotent, options)
        {
            Squashes = [.. graph.Migrations.Where(node => node.Replaces.Count > 0).Select(node => (node, planner.HashOf(node.Id)))],
        });
    }

    private static string Write(ScriptPlan script) => string.Concat(
        [
            ScriptHeader.Of(script),
            ScriptLock.Take(),
            ScriptChecks.ConcurrentBuilds(script),
            ScriptChecks.History(script),
            ScriptJournal.Prepare(script),
            ScriptChecks.HalfDone(script),
            script.IsIdempotent ? string.Concat(script.Squashes.Select(squash => ScriptSquash.Record(script, squash.Node, squash.Hash))) : "",
            ScriptUse.Guard(script),
            ScriptLosses.Guard(script, script.Plan.Migrations),
            .. script.Plan.Migrations.Select(migration => new ScriptMigration(script, migration).Write()),
            ScriptLock.Release(),
            $"\\echo {PsqlText.Argument("Done: the database has reached " + script.To + ".")}\n",
        ]);

    /// <summary>The next migrations after a state, or the last ones of it.</summary>
    private static (MigrationPlan Plan, string Reached) Step(MigrationPlanner planner, MigrationGraph graph, IReadOnlySet<string> before, int count)
    {
        if (count > 0)
        {
            List<string> next = [.. graph.Ids.Where(id => !before.Contains(id)).Take(count)];
            return (planner.Plan(MigrationDirection.Up, next), next.LastOrDefault() ?? "");
        }

        List<string> newestFirst = [.. graph.Sort(before).Reverse()];
        return (planner.Plan(MigrationDirection.Down, [.. newestFirst.Take(-count)]), newestFirst.Skip(-count).FirstOrDefault() ?? "base");
    }

    private static string NameOf(MigrationTarget target, MigrationGraph graph) => target.Kind switch
    {
        MigrationTargetKind.Base => "base",
        MigrationTargetKind.Head => graph.Heads.Count == 1 ? graph.Heads[0] : "head",
        _ => graph.Find(target.Text),
    };
}
