using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Looks, over a second connection, at who blocks a step while it waits: once the step has given up, the server no longer knows.
/// </summary>
internal sealed class BlockerWatch : IAsyncDisposable
{
    /// <summary>In seconds.</summary>
    private const int QueryTimeout = 15;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private string? _blockers;

    public BlockerWatch(int processId, MigrationEngineOptions options, ILogger logger, TimeProvider time) =>
        _watching = WatchAsync(processId, options, logger, time);

    /// <summary>The sessions last seen in the way.</summary>
    public string Blockers => _blockers ?? "sessions that could not be identified";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(int processId, MigrationEngineOptions options, ILogger logger, TimeProvider time)
    {
        var interval = options.LockTimeout > TimeSpan.Zero ? options.LockTimeout / 3 : TimeSpan.FromSeconds(5);
        NpgsqlConnection? connection = null;
        try
        {
            while (true)
            {
                // Most steps wait for nobody and are over before this: they cost no second connection.
                await Task.Delay(interval, time, _stop.Token);
                connection ??= await DedicatedConnection.OpenAsync(options, QueryTimeout, _stop.Token);
                _blockers = await FindAsync(connection, processId, _stop.Token) ?? _blockers;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The step is over.
        }
        catch (Exception exception) when (exception is NpgsqlException or MigrationException)
        {
            // Naming the blockers is a courtesy: without a free connection the step goes on all the same.
            logger.BlockersUnknown(exception);
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync();
        }
    }

    private static async Task<string?> FindAsync(NpgsqlConnection connection, int processId, CancellationToken cancellationToken)
    {
        // The state and the age, not the query: a query's text can hold what a log must not.
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(format('pid %s%s (%s%s)', pid, coalesce(' ''' || nullif(application_name, '') || '''', ''), coalesce(state, 'state hidden'),
                coalesce(', transaction open for ' || date_trunc('second', clock_timestamp() - xact_start)::text, '')), ', ')
            FROM pg_stat_activity WHERE pid = ANY (pg_blocking_pids($1))
            """,
            connection)
        { Parameters = { new() { Value = processId } } };
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
