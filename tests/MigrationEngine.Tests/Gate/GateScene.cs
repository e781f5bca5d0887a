using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Gate;

/// <summary>Instances of applications, by the build that they were made with.</summary>
internal static class GateScene
{
    public static InstanceGate Instance(string name = "desk", double expiresAfterSeconds = 60) => new(name, "1.4.0", TimeSpan.FromSeconds(expiresAfterSeconds));

    public static async Task<SchemaVerdict> EnterAsync<TContext>(this TestDatabase database, InstanceGate instance)
        where TContext : DbContext
    {
        await using var context = database.Context<TContext>();
        return await instance.EnterAsync(context, default);
    }

    public static async Task<SchemaVerdict> BeatAsync<TContext>(this TestDatabase database, InstanceGate instance)
        where TContext : DbContext
    {
        await using var context = database.Context<TContext>();
        return await instance.BeatAsync(context, default);
    }

    public static async Task LeaveAsync<TContext>(this TestDatabase database, InstanceGate instance)
        where TContext : DbContext
    {
        await using var context = database.Context<TContext>();
        await instance.LeaveAsync(context, default);
    }

    /// <summary>Somebody who registers beside the instance that is there, and has not committed: the gate's lock is held, the row is not seen yet.</summary>
    public static async Task<NpgsqlConnection> RegisterHalfWayAsync(this TestDatabase database, string name, string migration)
    {
        var registering = await database.ConnectAsync();
        await registering.ExecuteAsync("BEGIN");
        await registering.ExecuteAsync(GateLock.TrySharedSql);
        await registering.ExecuteAsync(
            $"""
            INSERT INTO migration.instances
            SELECT gen_random_uuid(), history_table, '{name}', version, heads, ARRAY['{migration}'], host, process_id, since, beat_at, expires_after FROM migration.instances
            """);
        return registering;
    }
}
