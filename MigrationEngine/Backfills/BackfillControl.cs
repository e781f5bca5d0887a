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

    /// <summary>Does what the command says, and returns how the backfill stands when no batch is open any more that has not noticed.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="cancellationToken">Stops the waiting; what is written stays.</param>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: no such backfill. <see cref="MigrationExitCode.Refused"/>: it cannot be said to a backfill that stands so, see
    /// <see cref="BackfillCommand.PossibleFor"/>.
    /// </exception>
    public Task<BackfillStatus> SayAsync(BackfillCommand command, string name, CancellationToken cancellationToken) =>
        SayAsync(command, name, (_, _, _) => Task.CompletedTask, cancellationToken);

    /// <summary>The same, with something to be written in the transaction of the change, such as who made it.</summary>
    /// <param name="command">What is wanted.</param>
    /// <param name="name">The backfill.</param>
    /// <param name="alongside">Called before the commit, with how the backfill stands then, and only where something is changed. What it throws undoes the change.</param>
    /// <param name="cancellationToken">Stops the waiting; what is written stays.</param>
    public async Task<BackfillStatus> SayAsync(
        BackfillCommand command, string name, Func<NpgsqlTransaction, BackfillStatus, CancellationToken, Task> alongside, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        var status = Find(await ReadAsync(connection, cancellationToken), name);
        if (command.IsAlready(status.State)) return status;
        if (!command.IsPossible(status.State)) throw Refused(status);

        await BackfillTable.CreateAsync(connection, cancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            var isChanged = status.State == BackfillState.Pending && await TryBeginAsync(connection, name, command.Recorded, cancellationToken);
            if (!isChanged) isChanged = await TryChangeAsync(connection, name, command, cancellationToken);
            if (isChanged) await alongside(transaction, Find(await ReadAsync(connection, cancellationToken), name), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await WaitForBatchesAsync(connection, name, cancellationToken);
        return Find(await ReadAsync(connection, cancellationToken), name);
    }

    /// <summary>Looks once more under the row's lock: whoever says something else at the same moment comes before this, or after it.</summary>
    private async Task<bool> TryChangeAsync(NpgsqlConnection connection, string name, BackfillCommand command, CancellationToken cancellationToken)
    {
        await using var lockRow = new NpgsqlCommand("SELECT FROM migration.backfills WHERE name = $1 FOR NO KEY UPDATE", connection) { Parameters = { new() { Value = name } } };
        await lockRow.ExecuteNonQueryAsync(cancellationToken);
        var status = Find(await ReadAsync(connection, cancellationToken), name);
        if (command.IsAlready(status.State)) return false;
        if (!command.IsPossible(status.State)) throw Refused(status);

        await ChangeAsync(connection, name, command, cancellationToken);
        return true;
    }

    private static async Task ChangeAsync(NpgsqlConnection connection, string name, BackfillCommand command, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        string[] statements =
        [
            $"UPDATE migration.backfills SET state = '{command.Recorded}', finished_at = NULL, error = NULL WHERE name = $1 AND state <> 'finished'",
            .. command.More,
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

    private async Task<bool> TryBeginAsync(NpgsqlConnection connection, string name, string state, CancellationToken cancellationToken)
    {
        var definition = BackfillRunner.DefinitionOf(options);
        var history = (await SchemaStatusReader.ReadHistoryAsync(definition.History, connection, cancellationToken)).Select(row => row.Id).ToHashSet();
        var backfill = options.Backfills.First(backfill => backfill.Name == name);
        return BackfillRunner.RowOf(backfill, definition.Graph, history) is { } row
            && await new BackfillStore(connection).TryBeginAsync(backfill, row, definition.History, options.ApplicationVersion, state, cancellationToken) is not null;
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
