using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Sees from a second session which locks a statement takes that commits by itself, and lets go before anybody could ask it.</summary>
/// <param name="watcher">The second session.</param>
/// <param name="gate">The gate in a third one.</param>
internal sealed class LockSampler(NpgsqlConnection watcher, LockGate gate)
{
    /// <summary>Looks without a pause at first: most statements on a copy without rows are over in some milliseconds.</summary>
    private const int EagerLooks = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly HashSet<(uint Relation, TableLock Mode)> _seen = [];

    /// <summary>Every lock that was seen, granted or waited for.</summary>
    public IReadOnlySet<(uint Relation, TableLock Mode)> Seen => _seen;

    /// <summary>Whether the statement stood at the gate.</summary>
    public bool WasHeldUp { get; private set; }

    /// <summary>Runs the statement and looks until it ends.</summary>
    /// <param name="processId">The server's process of the statement.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="time">The clock of the pauses.</param>
    public async Task WatchAsync(int processId, Func<Task> run, TimeProvider time)
    {
        var running = run();
        try
        {
            for (var look = 0; !running.IsCompleted; look++)
            {
                if (await LookAsync(processId))
                {
                    // Once more: the two halves of a look are not of one moment.
                    await LookAsync(processId);
                    WasHeldUp = true;
                    await gate.OpenAsync();
                }

                if (look >= EagerLooks) await Task.WhenAny(running, Task.Delay(Pause, time, CancellationToken.None));
            }
        }
        finally
        {
            await gate.OpenAsync();
            await running;
        }
    }

    /// <summary>Whether the statement stands at the gate.</summary>
    private async Task<bool> LookAsync(int processId)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT stands, l.relation, l.mode FROM (SELECT $2 = ANY (pg_blocking_pids($1)) AS stands) b
            LEFT JOIN LATERAL ({SessionLook.LocksSql} AND l.pid = $1) l ON true
            """,
            watcher)
        {
            Parameters = { new() { Value = processId }, new() { Value = gate.ProcessId } },
        };
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var stands = false;
        while (await reader.ReadAsync(CancellationToken.None))
        {
            stands = reader.GetBoolean(0);
            if (!reader.IsDBNull(1) && SessionLook.Mode(reader.GetString(2)) is { } mode) _seen.Add((reader.GetFieldValue<uint>(1), mode));
        }

        return stands;
    }
}
