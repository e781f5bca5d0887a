using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

/// <summary>When a run is looked at from outside: each look is of a second connection.</summary>
public sealed class SessionWatchTests
{
    private const string IsLookedAt = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'a watch%')";

    [Fact]
    public async Task Watch_OfShortSteps_LooksWhenOneTakesLong()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var session = await database.Migrator<ShopContext>().BeginAsync(default);
        await using var watch = Watch(database, session, lockTimeout: TimeSpan.FromSeconds(6));

        // A look would be due after two seconds.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(4); await Task.Delay(50)) watch.Enter("m", 1, 1);
        Assert.False(await database.ScalarAsync<bool>(IsLookedAt));

        await database.WaitUntilAsync(IsLookedAt);
        Assert.False(watch.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Watch_OfShortStepsOnly_FindsALostLockAllTheSame()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var session = await database.Migrator<ShopContext>().BeginAsync(default);
        await using var watch = Watch(database, session, lockTimeout: TimeSpan.FromMilliseconds(50));
        await session.Connection.ExecuteAsync("SELECT pg_advisory_unlock_all()");
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        for (; !watch.Lost.IsCancellationRequested; await Task.Delay(50, deadline.Token)) watch.Enter("m", 1, 1);
    }

    private static SessionWatch Watch(TestDatabase database, MigrationSession session, TimeSpan lockTimeout) => new(
        session.ProcessId, database.Options() with { ApplicationName = "a watch", LockTimeout = lockTimeout }, NullLogger.Instance, TimeProvider.System);
}
