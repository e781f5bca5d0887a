using Microsoft.EntityFrameworkCore;
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
}
