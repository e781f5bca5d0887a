using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What an operator says to backfills from outside of their runs: whoever works on one notices before the next batch.</summary>
/// <param name="options">The database, the build, and its backfills.</param>
public sealed class BackfillControl(MigrationEngineOptions options)
{
    /// <summary>In seconds.</summary>
    private const int Timeout = 60;

    /// <summary>How every backfill stands. Takes no lock.</summary>
    public async Task<IReadOnlyList<BackfillStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await ReadAsync(connection, cancellationToken);
    }

    /// <summary>The rows that a backfill has set aside, oldest first.</summary>
    /// <param name="name">The backfill.</param>
    /// <param name="limit">The largest number of rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<SetAsideRow>> ReadSetAsideAsync(string name, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await BackfillTable.ReadSetAsideAsync(connection, name, limit, cancellationToken);
    }

    /// <summary>Keeps all runs from working on it, and returns when no batch of it is open any more. One that has not begun does not begin.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: no such backfill. <see cref="MigrationExitCode.Refused"/>: it has finished, was cancelled, or is not yet possible.</exception>
    public Task<BackfillStatus> PauseAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, "paused", [BackfillState.Pending, BackfillState.Open, BackfillState.Running, BackfillState.Failed, BackfillState.RowsSetAside], BackfillState.Paused, "", cancellationToken);

    /// <summary>Lets runs work on it again. Starts none.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: no such backfill. <see cref="MigrationExitCode.Refused"/>: it is not paused.</exception>
    public Task<BackfillStatus> ResumeAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, "open", [BackfillState.Paused], BackfillState.Open, "", cancellationToken);

    /// <summary>Gives it up: no run works on it any more, and what it has done stays. What requires it cannot run.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: no such backfill. <see cref="MigrationExitCode.Refused"/>: it has finished, or is not yet possible.</exception>
    public Task<BackfillStatus> CancelAsync(string name, CancellationToken cancellationToken) => ChangeAsync(
        name,
        "cancelled",
        [BackfillState.Pending, BackfillState.Open, BackfillState.Running, BackfillState.Paused, BackfillState.Failed, BackfillState.RowsSetAside],
        BackfillState.Cancelled,
        "",
        cancellationToken);

    /// <summary>Opens one again that failed, was cancelled, or has set rows aside, which count again from now on. The next run does it.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: no such backfill. <see cref="MigrationExitCode.Refused"/>: there is nothing to try again.</exception>
    public Task<BackfillStatus> RetryAsync(string name, CancellationToken cancellationToken) => ChangeAsync(
        name,
        "open",
        [BackfillState.Failed, BackfillState.Cancelled, BackfillState.RowsSetAside],
        already: null,
        """
        ; DELETE FROM migration.backfill_rows WHERE backfill = $1
        ; UPDATE migration.backfill_ranges SET position = NULL, is_done = false WHERE backfill = $1
        """,
        cancellationToken);

    private async Task<BackfillStatus> ChangeAsync(
        string name, string state, BackfillState[] from, BackfillState? already, string more, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var status = Find(await ReadAsync(connection, cancellationToken), name);
        if (status.State == already) return status;
        if (!from.Contains(status.State)) throw Refused(status);

        await BackfillTable.CreateAsync(connection, cancellationToken);
        if (status.State == BackfillState.Pending) await BeginAsync(connection, name, state, cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            // Looked at once more under the row's lock: whoever says something else at the same moment comes before this, or after it.
            await using var lockRow = new NpgsqlCommand("SELECT FROM migration.backfills WHERE name = $1 FOR NO KEY UPDATE", connection) { Parameters = { new() { Value = name } } };
            await lockRow.ExecuteNonQueryAsync(cancellationToken);
            status = Find(await ReadAsync(connection, cancellationToken), name);
            if (status.State != already && !from.Contains(status.State)) throw Refused(status);
            if (status.State != already) await ChangeAsync(connection, name, state, more, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await WaitForBatchesAsync(connection, name, cancellationToken);
        return Find(await ReadAsync(connection, cancellationToken), name);
    }

    private static async Task ChangeAsync(NpgsqlConnection connection, string name, string state, string more, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        string[] statements =
        [
            $"UPDATE migration.backfills SET state = '{state}', finished_at = NULL, error = NULL WHERE name = $1 AND state <> 'finished'",
            .. more.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        ];
        foreach (var statement in statements) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement) { Parameters = { new() { Value = name } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A batch that is open holds its range: with all ranges ours for a moment none is, and the next one finds the new state.</summary>
    private static async Task WaitForBatchesAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var ranges = new NpgsqlCommand("SELECT count(*) FROM (SELECT FROM migration.backfill_ranges WHERE backfill = $1 ORDER BY id FOR UPDATE) AS ranges", connection)
        { Parameters = { new() { Value = name } } };
        await ranges.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task BeginAsync(NpgsqlConnection connection, string name, string state, CancellationToken cancellationToken)
    {
        var definition = BackfillRunner.DefinitionOf(options);
        var history = (await SchemaStatusReader.ReadHistoryAsync(definition.History, connection, cancellationToken)).Select(row => row.Id).ToHashSet();
        var backfill = options.Backfills.First(backfill => backfill.Name == name);
        if (BackfillRunner.RowOf(backfill, definition.Graph, history) is { } row)
            await new BackfillStore(connection).BeginAsync(backfill, row, definition.History, options.ApplicationVersion, state, cancellationToken);
    }

    private async Task<IReadOnlyList<BackfillStatus>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var definition = BackfillRunner.DefinitionOf(options);
        var history = (await SchemaStatusReader.ReadHistoryAsync(definition.History, connection, cancellationToken)).Select(row => row.Id).ToHashSet();
        return await BackfillTable.ReadAsync(connection, options.Backfills, definition.Graph, history, cancellationToken);
    }

    private static BackfillStatus Find(IReadOnlyList<BackfillStatus> all, string name) => all.FirstOrDefault(status => status.Name == name)
        ?? throw new MigrationException(MigrationExitCode.Usage, BackfillDefinition.Unknown(name, all.Select(status => status.Name)));

    private static MigrationException Refused(BackfillStatus status) => new(MigrationExitCode.Refused, status.State switch
    {
        BackfillState.Finished => $"Backfill {status.Name} has finished: there is nothing to pause, cancel or retry. `backfill run {status.Name}` looks whether rows need it again.",
        BackfillState.NotYetPossible => $"Backfill {status.Name} is not yet possible: {status.After} is not applied.",
        BackfillState.Cancelled => $"Backfill {status.Name} is cancelled: `backfill retry {status.Name}` opens it again.",
        BackfillState.Paused => $"Backfill {status.Name} is paused: `backfill resume {status.Name}` lets it go on.",
        _ => $"Backfill {status.Name} is {Words(status.State)}: nothing was changed.",
    });

    private static string Words(BackfillState state) => state switch
    {
        BackfillState.Pending => "waiting for its first run",
        BackfillState.Failed => "failed",
        BackfillState.RowsSetAside => "done but for rows that are set aside",
        _ => "open",
    };

    private Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => DedicatedConnection.OpenAsync(options, Timeout, cancellationToken);
}
