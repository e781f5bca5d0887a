namespace TradingPlatform.MigrationEngine;

/// <summary>Finds out of each contract migration that is not applied what it waits for.</summary>
/// <param name="graph">The build's migrations.</param>
/// <param name="state">What is applied.</param>
/// <param name="instances">Who is alive.</param>
/// <param name="backfills">How the build's backfills stand.</param>
/// <param name="touches">What migrations touch.</param>
internal sealed class ContractionReview(
    MigrationGraph graph,
    AppliedState state,
    IReadOnlyList<ApplicationInstance> instances,
    IReadOnlyList<BackfillStatus> backfills,
    Func<IReadOnlyList<string>, Task<IReadOnlyDictionary<string, IReadOnlyList<TouchedObject>>>> touches)
{
    /// <summary>Every contract migration that is not applied, in order.</summary>
    public async Task<IReadOnlyList<WaitingMigration>> RunAsync()
    {
        string[] contractions = [.. state.Pending.Where(id => graph[id].Phase == MigrationPhase.Contract)];

        // Only migrations of one line can be in each other's way.
        var touched = contractions.Length > 1 ? await touches(contractions) : null;
        var waiting = new List<WaitingMigration>();
        foreach (var id in contractions)
        {
            var ancestors = graph.AncestorsOf(id).ToHashSet();
            var reasons = new List<string>();
            if (state.Pending.FirstOrDefault(other => ancestors.Contains(other) && graph[other].Phase == MigrationPhase.Expand) is { } missing)
                reasons.Add($"it builds on {missing}, which is not applied: run `up`");
            foreach (var earlier in waiting.Where(other => !other.IsReady && ancestors.Contains(other.Id)))
            {
                if (PhaseConflict.Find(touched![earlier.Id], touched[id]) is { } shared) reasons.Add($"{earlier.Id} comes first, which waits itself, and both touch {shared}");
            }

            var open = graph[id].Backfills.Select(name => (Name: name, Status: backfills.FirstOrDefault(status => status.Name == name && status.IsKnown)))
                .Where(backfill => backfill.Status?.State != BackfillState.Finished).ToList();
            reasons.AddRange(open.Select(backfill => BackfillReason(backfill.Name, backfill.Status)));
            ApplicationInstance[] old = [.. OlderThanAllowed(graph, id, instances)];
            reasons.AddRange(old.Select(instance => InstanceReason(graph, id, instance)));
            waiting.Add(new WaitingMigration(id, reasons) { Backfills = [.. open.Select(backfill => backfill.Name)], Instances = old });
        }

        return waiting;
    }

    /// <summary>The living instances that the migration does not tolerate.</summary>
    public static IEnumerable<ApplicationInstance> OlderThanAllowed(MigrationGraph graph, string id, IEnumerable<ApplicationInstance> instances)
    {
        var required = BuildRequirement.Of(graph, id);
        return instances.Where(instance => !required.All(instance.Migrations.Contains));
    }

    public static string InstanceReason(MigrationGraph graph, string id, ApplicationInstance instance)
    {
        var lacking = BuildRequirement.Of(graph, id).Where(required => !instance.Migrations.Contains(required));
        return $"{instance} is older than {string.Join(" and ", lacking)}: deploy a newer build of {instance.Name} and stop it";
    }

    private static string BackfillReason(string name, BackfillStatus? status)
    {
        var state = status?.State switch
        {
            null => "is not in this build: list it, or correct [MigrationBackfills]",
            BackfillState.NotYetPossible => $"cannot run before {status!.After} is applied",
            BackfillState.Pending => "has not begun: run `backfill run`",
            BackfillState.Running => FormattableString.Invariant($"is running, {status!.RowsWalked} of about {status!.EstimatedRows ?? 0} rows are done"),
            BackfillState.Open => FormattableString.Invariant($"has done {status!.RowsWalked} of about {status!.EstimatedRows ?? 0} rows: run `backfill run`"),
            BackfillState.Paused => $"is paused: `backfill resume {name}`, then `backfill run`",
            BackfillState.Cancelled => $"was given up: `backfill retry {name}`, then `backfill run`",
            BackfillState.Failed => $"failed ({status!.Error?.TrimEnd('.')}): correct that, then `backfill run`",
            BackfillState.RowsSetAside => FormattableString.Invariant($"has set {status!.RowsSetAside} rows aside that it could not do: correct them, then `backfill retry {name}`"),
            BackfillState.Finished => "has finished",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status.State, "There is no such state."),
        };
        return $"backfill {name} {state}";
    }
}
