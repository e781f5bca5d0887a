using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Makes the plans of a session from what the database says while the migration lock is held.</summary>
/// <param name="connection">The session.</param>
/// <param name="definition">The build.</param>
/// <param name="plans">Its plans.</param>
/// <param name="options">What holds contractions back.</param>
/// <param name="recorded">What the database has said under this lock already; null: it is asked.</param>
internal sealed class SessionPlanner(NpgsqlConnection connection, SchemaDefinition definition, PlanSource plans, MigrationEngineOptions options, RecordedState? recorded)
{
    private readonly PhasePlanner _phases = new(connection, definition, plans, options);
    private RecordedState? _recorded = recorded;

    /// <summary>What the last plan was made from; the next plan asks anew.</summary>
    public RecordedState TakeRecorded()
    {
        var recorded = _recorded!;
        _recorded = null;
        return recorded;
    }

    /// <summary>What was read is no longer so.</summary>
    public void Forget() => _recorded = null;

    public async Task<MigrationPlan> UpAsync(MigrationTarget target, CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(cancellationToken);
        var state = StateOf(recorded);
        var holds = await _phases.HoldsAsync(recorded, cancellationToken);
        if (target is { Kind: MigrationTargetKind.Relative, Count: 0 }) return await PlanAsync([], recorded, state, holds, cancellationToken);

        var selected = holds ? await _phases.SelectAsync(target, state) : MigrationSelection.Select(MigrationDirection.Up, target, definition.Graph, state);
        return await PlanAsync(selected, recorded, state, holds, cancellationToken);
    }

    /// <summary>The contract migrations that nothing keeps from being applied.</summary>
    public async Task<MigrationPlan> CompleteAsync(CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(cancellationToken);
        var state = StateOf(recorded);
        state.RefuseUnlessKnown();
        var waiting = await _phases.ReviewAsync(recorded, [], cancellationToken);
        string[] ready = [.. waiting.Where(migration => migration.IsReady).Select(migration => migration.Id)];
        return await PlanAsync(ready, recorded, state, holds: true, cancellationToken);
    }

    /// <summary>These migrations and no other.</summary>
    public async Task<MigrationPlan> ExactlyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(cancellationToken);
        var state = StateOf(recorded);
        return await PlanAsync([.. state.Pending.Where(ids.Contains)], recorded, state, holds: false, cancellationToken);
    }

    public async Task<MigrationPlan> DownAsync(MigrationTarget target, CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(cancellationToken);
        var state = StateOf(recorded);
        var halfDone = recorded.Unfinished.Where(entry => entry.IsHalfDone).ToList();
        var undone = await PlanUndoAsync([.. halfDone.Where(entry => !state.Contains(entry.MigrationId))]);
        halfDone.RemoveAll(entry => undone.Any(undo => undo.Id == entry.MigrationId));

        // What is half applied counts as the last that was applied.
        var left = target is { Kind: MigrationTargetKind.Relative, Count: < 0 } && undone.Count > 0
            ? MigrationTarget.Relative(Math.Min(0, target.Count + undone.Count))
            : target;
        IReadOnlyList<string> selected = left is { Kind: MigrationTargetKind.Relative, Count: 0 }
            ? []
            : MigrationSelection.Select(MigrationDirection.Down, left, definition.Graph, state);
        MigrationSelection.RefuseUnlessResumed(MigrationDirection.Down, selected, halfDone, held: []);
        return new MigrationPlan(MigrationDirection.Down, [.. undone, .. await plans.PlanAsync(MigrationDirection.Down, selected)]) { Squashes = state.Recognised };
    }

    private async Task<RecordedState> ReadAsync(CancellationToken cancellationToken)
    {
        if (_recorded is { } known) return known;

        var read = await RecordedState.ReadAsync(connection, definition.History, cancellationToken);
        if (read.History.Count == 0 && !await JournalTable.HasEntriesAsync(connection, definition.History, read.Journal, cancellationToken))
            await FirstRun.RefuseAfterEfAsync(connection, definition, cancellationToken);
        return _recorded = read;
    }

    private AppliedState StateOf(RecordedState recorded) => new(definition.Graph, recorded.History);

    private async Task<MigrationPlan> PlanAsync(
        IReadOnlyList<string> selected, RecordedState recorded, AppliedState state, bool holds, CancellationToken cancellationToken)
    {
        var waiting = holds ? await _phases.ReviewAsync(recorded, selected, cancellationToken) : [];
        MigrationSelection.RefuseUnlessResumed(
            MigrationDirection.Up, selected, [.. recorded.Unfinished.Where(entry => entry.IsHalfDone)], [.. waiting.Select(migration => migration.Id)]);
        var plan = new MigrationPlan(MigrationDirection.Up, selected.Count == 0 ? [] : await plans.PlanAsync(MigrationDirection.Up, selected))
        {
            Squashes = state.Recognised,
            Waiting = waiting,
            EndsFirstBuild = options.HoldsContractions && !holds && definition.Graph.Migrations.Any(node => node.Phase == MigrationPhase.Contract),
        };
        var isForNobody = selected.Count > 1 && recorded.History.Count == 0
            && (recorded.IsBlank || !await MigrationPreflight.IsInUseAsync(definition, connection, cancellationToken));
        return isForNobody ? plan.ForNobody() : plan;
    }

    private async Task<IReadOnlyList<PlannedMigration>> PlanUndoAsync(IReadOnlyList<JournalEntry> halfApplied)
    {
        var known = halfApplied.Where(entry => definition.Graph.Contains(entry.MigrationId)).ToList();
        var up = await plans.PlanAsync(MigrationDirection.Up, [.. known.Select(entry => entry.MigrationId)]);
        return [.. known.Zip(up, (entry, plan) => HalfAppliedUndo.Plan(plan, entry)).OfType<PlannedMigration>()];
    }
}
