using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs backfills: small batches, each a transaction with its checkpoint, so that a run killed at any moment is continued by the next.</summary>
/// <param name="options">The database, the build, and its backfills. <see cref="MigrationEngineOptions.Build"/> or <see cref="MigrationEngineOptions.ContextOptions"/> must be given.</param>
/// <param name="logger">Where the run is told.</param>
/// <param name="time">The clock of budgets and pauses.</param>
public sealed class BackfillRunner(MigrationEngineOptions options, ILogger logger, TimeProvider time)
{
    private SchemaDefinition? _definition;

    /// <summary>The build, where a run knows it that has neither of the options.</summary>
    internal SchemaDefinition Known { init => _definition = value; }

    /// <summary>Runs backfills one after the other, several workers on each.</summary>
    /// <param name="names">
    /// Which ones: null for all that have not finished. One that is named is looked at again although it has finished, and done for the rows
    /// that need it by now.
    /// </param>
    /// <param name="run">The budget and the limits.</param>
    /// <param name="cancellationToken">Stops the run; the open batch is rolled back.</param>
    /// <returns>One result a backfill, in the order of the build. A backfill that fails does not keep the others from running.</returns>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: there is no such backfill, or it contradicts the build. <see cref="MigrationExitCode.DatabaseUnavailable"/>.
    /// <see cref="MigrationExitCode.Refused"/>: a transaction pooler is in between, which would give the settings of the run to the sessions of others.
    /// </exception>
    public async Task<IReadOnlyList<BackfillResult>> RunAsync(IReadOnlyCollection<string>? names, BackfillRunOptions run, CancellationToken cancellationToken)
    {
        BackfillDefinition.Refuse(run);
        var selected = Select(names);
        if (selected.Count == 0) return [];

        var start = time.GetTimestamp();
        bool IsOver() => run.Budget is { } budget && time.GetElapsedTime(start) >= budget;
        await using var connection = await BackfillSession.OpenAsync(options, cancellationToken);
        try
        {
            await ServerSession.PrepareAsync(connection, isDirect: false, options, logger, cancellationToken);
            var definition = Definition();
            var rows = await ReadHistoryAsync(connection, definition, selected, cancellationToken);
            var results = new List<BackfillResult>();
            foreach (var (backfill, row, isOver) in rows)
            {
                results.Add(isOver ? Idle(backfill, BackfillOutcome.Finished)
                    : row is null ? Idle(backfill, BackfillOutcome.NotYetPossible)
                    : await RunAsync(new BackfillJob(backfill, row, definition.History, connection, options, run, names is not null, IsOver, logger, time), backfill, cancellationToken));
            }

            return results;
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RunFailure.ConnectionLost(exception, options);
        }
    }

    /// <summary>
    /// The same for a run that has a session open, such as the one with the migration lock: backfills of tables that are still empty, as in
    /// a new database, are finished over it and open no other.
    /// </summary>
    internal async Task<IReadOnlyList<BackfillResult>> RunAsync(
        NpgsqlConnection session, IReadOnlyCollection<string>? names, BackfillRunOptions run, CancellationToken cancellationToken) =>
        await FinishEmptyAsync(session, names, cancellationToken) ?? await RunAsync(names, run, cancellationToken);

    /// <summary>
    /// Finishes the backfills of tables that are still empty, as in a new database, over a session that is open. Who waits for its lock finds
    /// all of it done then.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    /// <returns>As <see cref="RunAsync(IReadOnlyCollection{string}?, BackfillRunOptions, CancellationToken)"/>; null where a table has rows to look at, or a backfill was begun: the rest is for that.</returns>
    /// <exception cref="MigrationException">As of that.</exception>
    public async Task<IReadOnlyList<BackfillResult>?> FinishEmptyAsync(MigrationSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await FinishEmptyAsync(session.Connection, names: null, cancellationToken);
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RunFailure.ConnectionLost(exception, options);
        }
    }

    private async Task<IReadOnlyList<BackfillResult>?> FinishEmptyAsync(
        NpgsqlConnection session, IReadOnlyCollection<string>? names, CancellationToken cancellationToken)
    {
        var selected = Select(names);
        if (selected.Count == 0) return [];

        var definition = Definition();
        var rows = await ReadHistoryAsync(session, definition, selected, cancellationToken);
        var store = new BackfillStore(session);
        var results = new List<BackfillResult>();
        foreach (var (backfill, row, isOver) in rows)
        {
            if (row is null || isOver)
            {
                results.Add(Idle(backfill, isOver ? BackfillOutcome.Finished : BackfillOutcome.NotYetPossible));
                continue;
            }

            // Begun first and read then: mostly nobody has begun it.
            var begun = await BackfillTable.MayBeginAsync(session, backfill, cancellationToken)
                ? await store.TryBeginAsync(backfill, row, definition.History, options.ApplicationVersion, "open", cancellationToken)
                : null;
            if (begun != "finished" && await store.ReadAsync(backfill.Name, cancellationToken) is not { State: "finished" }) return null;

            results.Add(Idle(backfill, BackfillOutcome.Finished));
        }

        return results;
    }

    /// <summary>Of each backfill the row of the history after which it can run, or null, and whether its time is over; where one can run, the tables are there afterwards.</summary>
    private static async Task<IReadOnlyList<Selected>> ReadHistoryAsync(
        NpgsqlConnection connection, SchemaDefinition definition, IReadOnlyList<Backfill> selected, CancellationToken cancellationToken)
    {
        var history = (await SchemaStatusReader.ReadHistoryAsync(definition.History, connection, cancellationToken)).Select(row => row.Id).ToHashSet();
        var rows = selected.Select(backfill => new Selected(backfill, RowOf(backfill, definition.Graph, history), IsOver(backfill, definition.Graph, history))).ToList();
        if (rows.Exists(row => row.Row is not null && !row.IsOver)) await BackfillTable.CreateAsync(connection, cancellationToken);
        return rows;
    }

    private sealed record Selected(Backfill Backfill, string? Row, bool IsOver);

    private static BackfillResult Idle(Backfill backfill, BackfillOutcome outcome) => new(backfill.Name, outcome, 0, 0, TimeSpan.Zero, null);

    private async Task<BackfillResult> RunAsync(BackfillJob job, Backfill backfill, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        using var activity = EngineTelemetry.Source.StartActivity($"backfill {backfill.Name}");
        activity?.SetTag("migration.backfill", backfill.Name);
        try
        {
            var (outcome, changed, setAside, error) = await job.RunAsync(cancellationToken);
            var duration = time.GetElapsedTime(start);
            activity?.SetTag("migration.backfill.outcome", outcome.ToString());
            activity?.SetTag("migration.backfill.rows", changed);
            if (error is not null)
            {
                activity?.SetStatus(ActivityStatusCode.Error, error);
                logger.BackfillFailed(error);
            }
            else if (changed > 0 || duration > TimeSpan.FromSeconds(1))
            {
                logger.BackfillEnded(backfill.Name, outcome, changed, duration);
            }

            return new BackfillResult(backfill.Name, outcome, changed, setAside, duration, error);
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    private IReadOnlyList<Backfill> Select(IReadOnlyCollection<string>? names)
    {
        BackfillDefinition.Refuse(options.Backfills, Definition().Graph);
        return BackfillDefinition.Select(options.Backfills, names);
    }

    private SchemaDefinition Definition() => _definition ??= DefinitionOf(options);

    internal static SchemaDefinition DefinitionOf(MigrationEngineOptions options) => options.Build is { } build ? new SchemaDefinition(build.History, build.ReadGraph())
        : options.ContextOptions is { } context ? SchemaDefinition.Of(context)
        : throw new ArgumentException("The build or the context's options must be given: they say which migrations there are.", nameof(options));

    /// <summary>The row of the history that says that its migration is applied: its own, or that of a squash that folds it. Null for none.</summary>
    internal static string? RowOf(Backfill backfill, MigrationGraph graph, IReadOnlySet<string> history) =>
        history.Contains(backfill.After) ? backfill.After
        : graph.ReplacementOf(backfill.After) is { } squash && history.Contains(squash) ? squash
        : null;

    /// <summary>
    /// Whether a migration that requires it is applied: nothing needs it any more, and what it reads may be gone. So it is in a database that
    /// was adopted, or migrated by a script.
    /// </summary>
    internal static bool IsOver(Backfill backfill, MigrationGraph graph, IReadOnlySet<string> history) =>
        graph.Migrations.Any(node => history.Contains(node.Id) && node.Backfills.Contains(backfill.Name));
}
