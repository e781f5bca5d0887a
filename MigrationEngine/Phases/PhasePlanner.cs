using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Looks at the phases of pending migrations, over the connection that holds the migration lock.</summary>
internal sealed class PhasePlanner(NpgsqlConnection connection, SchemaDefinition definition, PlanSource plans, MigrationEngineOptions options)
{
    private readonly MigrationGraph _graph = definition.Graph;

    /// <summary>Whether a run upwards leaves contract migrations alone: not where nothing has ever used the schema.</summary>
    public async Task<bool> HoldsAsync(RecordedState recorded, CancellationToken cancellationToken) =>
        options.HoldsContractions && _graph.Migrations.Any(node => node.Phase == MigrationPhase.Contract)
        && !await FirstBuild.IsUnusedAsync(connection, definition.History, recorded, cancellationToken);

    /// <summary>The expand migrations that the target means.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: a contract migration that waits is in the way.</exception>
    public Task<IReadOnlyList<string>> SelectAsync(MigrationTarget target, AppliedState state) => ExpandSelection.OfAsync(target, _graph, state, TouchesAsync);

    /// <summary>The contract migrations that are not applied once <paramref name="selected"/> is, with what they wait for.</summary>
    public async Task<IReadOnlyList<WaitingMigration>> ReviewAsync(
        RecordedState recorded, IReadOnlyCollection<string> selected, CancellationToken cancellationToken)
    {
        var history = recorded.History.Concat(selected).ToList();
        var state = new AppliedState(_graph, history);
        if (!state.Pending.Any(id => _graph[id].Phase == MigrationPhase.Contract)) return [];

        var instances = recorded.Journal.HasGate ? await GateTables.ReadAliveAsync(connection, definition.History, cancellationToken) : [];
        var backfills = await BackfillTable.ReadAsync(connection, options.Backfills, _graph, history.ToHashSet(), cancellationToken);
        return await new ContractionReview(_graph, state, instances, backfills, TouchesAsync).RunAsync();
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<TouchedObject>>> TouchesAsync(IReadOnlyList<string> ids) =>
        SchemaStatusReader.TouchesOf(await plans.PlanAsync(MigrationDirection.Up, [.. ids.Distinct()]));
}
