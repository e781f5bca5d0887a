using System.Data;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>A run that holds the migration lock: nobody else migrates this database until it is disposed.</summary>
public sealed class MigrationSession : IAsyncDisposable
{
    private readonly Func<DbContext> _createContext;
    private readonly JournalWriter _journal;
    private readonly MigrationEngineOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly SchemaDefinition _definition;
    private readonly HashSet<string> _linted = [];

    internal MigrationSession(
        NpgsqlConnection connection,
        SchemaDefinition definition,
        Func<DbContext> createContext,
        PlanSource plans,
        RecordedState? recorded,
        JournalWriter journal,
        MigrationEngineOptions options,
        ILogger logger,
        TimeProvider time)
    {
        Connection = connection;
        ProcessId = connection.ProcessID;
        _definition = definition;
        _createContext = createContext;
        Planner = new SessionPlanner(connection, definition, plans, options, recorded);
        _journal = journal;
        _options = options;
        _logger = logger;
        _time = time;
    }

    /// <summary>The connection that holds the lock, for work that must happen under it, such as seeding. Losing it loses the lock.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The server's process that holds the lock; behind a session pooler not the one that the connection announces. Default: the latter.</summary>
    internal int ProcessId { get; init; }

    /// <summary>Whether it holds the migration lock, which a preview does without. Default: no.</summary>
    internal bool HoldsLock { get; init; }

    /// <summary>The look that the run began with: it is told until when the lock was held. Default: none.</summary>
    internal FirstLook? Look { get; init; }

    private SessionPlanner Planner { get; }

    /// <summary>Applies the pending migrations up to <paramref name="target"/>, whatever they drop; does nothing, quickly, when there are none.</summary>
    /// <exception cref="MigrationException">Any of the documented ends; what was committed before it stays.</exception>
    public Task<MigrationRunResult> UpAsync(MigrationTarget target, CancellationToken cancellationToken) =>
        UpAsync(target, allowDataLoss: true, cancellationToken);

    /// <summary>Applies the pending migrations up to <paramref name="target"/>.</summary>
    /// <param name="target">The migration to reach with all that it builds on, +N, or head.</param>
    /// <param name="allowDataLoss">Whether stored rows may be lost; without it the run is refused with their number.</param>
    /// <param name="cancellationToken">Stops the run; the open step is rolled back.</param>
    /// <exception cref="MigrationException">Any of the documented ends; what was committed before it stays.</exception>
    public Task<MigrationRunResult> UpAsync(MigrationTarget target, bool allowDataLoss, CancellationToken cancellationToken) =>
        RunAsync(MigrationDirection.Up, () => PlanUpAsync(target, cancellationToken), allowDataLoss, cancellationToken);

    /// <summary>
    /// Applies the contract migrations whose backfills have finished and which every living instance of an application tolerates. The
    /// others are left, each with its reason.
    /// </summary>
    /// <param name="allowDataLoss">Whether stored rows may be lost; without it the run is refused with their number.</param>
    /// <param name="cancellationToken">Stops the run; the open step is rolled back.</param>
    /// <exception cref="MigrationException">Any of the documented ends; what was committed before it stays.</exception>
    public Task<MigrationRunResult> CompleteAsync(bool allowDataLoss, CancellationToken cancellationToken) =>
        RunAsync(MigrationDirection.Up, () => PlanCompleteAsync(cancellationToken), allowDataLoss, cancellationToken, refusesContractions: true);

    /// <summary>What <see cref="CompleteAsync"/> would do.</summary>
    public Task<MigrationPlan> PlanCompleteAsync(CancellationToken cancellationToken) => Planner.CompleteAsync(cancellationToken);

    /// <summary>Applies exactly these migrations, whatever comes between them.</summary>
    internal Task<MigrationRunResult> ApplyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        RunAsync(MigrationDirection.Up, () => Planner.ExactlyAsync(ids, cancellationToken), allowDataLoss: true, cancellationToken);

    /// <summary>Reverts the migrations after <paramref name="target"/>, newest first.</summary>
    /// <param name="target">The migration that is the last one applied afterwards, -N, or base.</param>
    /// <param name="allowDataLoss">Whether stored rows may be lost; without it the run is refused with their number.</param>
    /// <param name="cancellationToken">Stops the run; the open step is rolled back.</param>
    /// <exception cref="MigrationException">Any of the documented ends; what was committed before it stays.</exception>
    public Task<MigrationRunResult> DownAsync(MigrationTarget target, bool allowDataLoss, CancellationToken cancellationToken) =>
        DownAsync(target, allowDataLoss, sparesInstances: false, cancellationToken);

    /// <summary>Reverts the migrations after <paramref name="target"/>, newest first.</summary>
    /// <param name="target">The migration that is the last one applied afterwards, -N, or base.</param>
    /// <param name="allowDataLoss">Whether stored rows may be lost; without it the run is refused with their number.</param>
    /// <param name="sparesInstances">
    /// Whether the run is refused where a living instance of an application was built with an expand migration that goes. None can register
    /// between the look at them and the commit.
    /// </param>
    /// <param name="cancellationToken">Stops the run; the open step is rolled back.</param>
    /// <exception cref="MigrationException">Any of the documented ends; what was committed before it stays.</exception>
    public Task<MigrationRunResult> DownAsync(MigrationTarget target, bool allowDataLoss, bool sparesInstances, CancellationToken cancellationToken) => RunAsync(
        MigrationDirection.Down,
        async () =>
        {
            var plan = await PlanDownAsync(target, cancellationToken);
            if (sparesInstances) await RefuseUseAsync(plan, cancellationToken);
            return plan;
        },
        allowDataLoss,
        cancellationToken,
        sparesInstances: sparesInstances);

    /// <summary>Who uses what a plan reverts; null for nobody.</summary>
    public Task<RevertedUse?> FindUseAsync(MigrationPlan plan, CancellationToken cancellationToken) => plan.Direction == MigrationDirection.Up
        ? Task.FromResult<RevertedUse?>(null)
        : RevertedUse.FindAsync(Connection, _definition, plan.Migrations.Select(migration => migration.Id), cancellationToken);

    /// <summary>Refuses to revert what a living instance uses.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>, with the instances and the migrations; nothing was done.</exception>
    public async Task RefuseUseAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        if (await FindUseAsync(plan, cancellationToken) is { } use) throw use.Refusal;
    }

    /// <summary>What <see cref="UpAsync(MigrationTarget, bool, CancellationToken)"/> would do.</summary>
    public Task<MigrationPlan> PlanUpAsync(MigrationTarget target, CancellationToken cancellationToken) =>
        Planner.UpAsync(target, cancellationToken);

    /// <summary>What <see cref="DownAsync(MigrationTarget, bool, CancellationToken)"/> would do.</summary>
    public Task<MigrationPlan> PlanDownAsync(MigrationTarget target, CancellationToken cancellationToken) =>
        Planner.DownAsync(target, cancellationToken);

    /// <summary>What the lint says of a plan's migrations, with the catalog of this database.</summary>
    public async Task<LintReport> LintAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Migrations.Count == 0) return new LintReport([], []);

        await using var context = _createContext();
        return await new MigrationLint(_definition.Graph, context)
            .CheckAsync(plan.Migrations.Select(migration => migration.Id), [plan.Direction], Connection, cancellationToken);
    }

    /// <summary>Refuses a plan for a database that is in use, where <see cref="MigrationEngineOptions.RefusesHazards"/> says so. What was looked at once is not looked at again.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: a migration has an error of the lint that is not exempt; nothing was done.</exception>
    public async Task RefuseHazardsAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        if (!_options.RefusesHazards || plan.Direction != MigrationDirection.Up || plan.IsForNobody) return;

        PlannedMigration[] open = [.. plan.Migrations.Where(migration => !migration.IsAssured && !_linted.Contains(migration.Id))];
        if (open.Length == 0) return;

        var ids = open.Select(migration => migration.Id).ToHashSet();
        if (await MigrationPreflight.IsInUseAsync(_definition, Connection, cancellationToken))
        {
            // The others too, because they may rename what these name.
            var report = await LintAsync(plan, cancellationToken);
            await MigrationPreflight.RefuseHazardsAsync(report.Of(ids), _definition, Connection, cancellationToken);
        }

        _linted.UnionWith(ids);
    }

    /// <summary>What a plan would destroy of what the database holds right now. Counts rows: as slow as the tables that go are large.</summary>
    public Task<IReadOnlyList<FoundLoss>> FindLossesAsync(MigrationPlan plan, CancellationToken cancellationToken) =>
        new DataLossGuard(Connection).FindAsync(plan, cancellationToken);

    /// <summary>Sets the history to exactly <paramref name="target"/> and what comes before it. Runs no migration: the schema must be there already.</summary>
    /// <param name="target">The last migration that counts as applied afterwards; base for none.</param>
    /// <param name="source">What the journal gives as the reason.</param>
    /// <param name="cancellationToken">Changes nothing.</param>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.DatabaseAhead"/>, <see cref="MigrationExitCode.Refused"/> (two heads) or <see cref="MigrationExitCode.Usage"/>.
    /// </exception>
    public Task<StampResult> StampAsync(MigrationTarget target, JournalSource source, CancellationToken cancellationToken) =>
        StampAsync((history, journal) => StampSelection.Of(target, _definition.Graph, history, journal), source, note: null, cancellationToken);

    /// <summary>
    /// Sets the history to exactly these migrations and what comes before them, and gives an entry of the journal to each row that has
    /// none. Runs no migration: the schema must be there already.
    /// </summary>
    /// <param name="ids">The last migrations that count as applied afterwards, by their full ids: one, or one a branch; none for none.</param>
    /// <param name="source">What the journal gives as the reason.</param>
    /// <param name="note">What was found before, kept in the journal; null for nothing.</param>
    /// <param name="cancellationToken">Changes nothing.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseAhead"/>.</exception>
    public Task<StampResult> StampAsync(IReadOnlyCollection<string> ids, JournalSource source, string? note, CancellationToken cancellationToken) =>
        StampAsync((history, journal) => StampSelection.Of(ids, _definition.Graph, history, journal), source, note, cancellationToken);

    private Task<StampResult> StampAsync(
        Func<IReadOnlyList<string>, IReadOnlyList<JournalEntry>, StampSelection> select, JournalSource source, string? note, CancellationToken cancellationToken)
    {
        Planner.Forget();
        return Stamp.WriteAsync(select, source, note, cancellationToken);
    }

    private StampRun Stamp => new(Connection, _definition, _createContext, _journal, _options, _logger, _time);

    /// <summary>Gives the lock back, whatever the run has come to, wakes who waits for it, and ends the connection. A connection that is lost has given it back by that, and wakes nobody.</summary>
    public async ValueTask DisposeAsync()
    {
        if (HoldsLock && Connection.State == ConnectionState.Open)
        {
            var held = Stopwatch.GetTimestamp();
            try
            {
                await AdvisoryLock.ReleaseAsync(Connection, CancellationToken.None);
                Look?.HeldAt = held;
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
            {
                // The end of the connection gives it back all the same.
                _logger.NotReleased(exception);
            }
        }

        await Connection.DisposeAsync();
    }

    private async Task<MigrationRunResult> RunAsync(
        MigrationDirection direction, Func<Task<MigrationPlan>> makePlan, bool allowDataLoss, CancellationToken cancellationToken,
        bool refusesContractions = false, bool sparesInstances = false)
    {
        var start = _time.GetTimestamp();
        using var activity = EngineTelemetry.Source.StartActivity(direction == MigrationDirection.Up ? "migrate up" : "migrate down");
        try
        {
            var plan = await makePlan();
            activity?.SetTag("migration.count", plan.Migrations.Count);
            await RefuseHazardsAsync(plan, cancellationToken);
            var recorded = Planner.TakeRecorded();
            await Stamp.RecordSquashesAsync(plan.Squashes, cancellationToken);
            Guid? runId = plan.Migrations.Count == 0 ? null : Guid.CreateVersion7(_time.GetUtcNow());
            if (runId is { } id)
            {
                activity?.SetTag("migration.run_id", id);
                var guard = new ContractionGuard(Connection, _definition, _options, refusesContractions, _logger, _time) { SparesInstances = sparesInstances };
                await new MigrationRun(Connection, _definition.History, _journal, guard, _options, _logger, _time).ExecuteAsync(id, ProcessId, plan, recorded, allowDataLoss, cancellationToken);
            }
            else if (direction == MigrationDirection.Up && recorded.Journal is { Exists: true, HasGate: false })
            {
                // An older engine has migrated: applications look for the gate.
                await GateTables.CreateAsync(Connection, cancellationToken);
            }

            return new MigrationRunResult(runId, direction, [.. plan.Migrations.Select(migration => migration.Id)], _time.GetElapsedTime(start)) { Waiting = plan.Waiting };
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            var lost = RunFailure.ConnectionLost(exception, _options);
            activity.Fail(lost);
            throw lost;
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }
}
