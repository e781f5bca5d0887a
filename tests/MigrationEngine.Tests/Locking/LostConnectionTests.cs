using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

public sealed class LostConnectionTests
{
    private const string Ours =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'engine test%'";

    [Fact]
    public async Task Up_WhenTheConnectionIsHalfOpenAndTheServerEndedTheSession_StopsByItself()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var messages = await CountAsync();
        await using var proxy = new CuttingProxy(database.ConnectionString)
        {
            At = messages - 8,
            Kind = CutKind.Freeze,
            Act = () => database.ExecuteAsync(Ours),
        };

        var failure = await Assert.ThrowsAsync<MigrationException>(
            () => RunAsync(database, proxy.ConnectionString).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(MigrationExitCode.DatabaseUnavailable, failure.ExitCode);
        Assert.Contains("lost in step", failure.Message, StringComparison.Ordinal);
        await RunAsync(database, database.ConnectionString);
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [Fact]
    public async Task Up_WhenTheProcessIsGoneWhileAStatementRuns_IsNoticedByTheServer()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var gate = await database.ConnectAsync();
        await gate.ExecuteAsync($"SELECT pg_advisory_lock({SlowContext.Gate})");
        var proxy = new CuttingProxy(database.ConnectionString);
        var options = database.Options() with { ConnectionString = proxy.ConnectionString, LockTimeout = TimeSpan.FromMinutes(5), StatementTimeout = TimeSpan.FromMinutes(6) };
        var session = await database.Migrator<SlowContext>(options).BeginAsync(default);
        var run = session.UpAsync(MigrationTarget.Head, default);
        await database.WaitUntilAsync(EngineFixture.SlowMigrationWaits);

        await proxy.DisposeAsync();

        await Assert.ThrowsAsync<MigrationException>(() => run);
        await database.WaitUntilAsync("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'engine test%')");
        await session.DisposeAsync();
    }

    private static async Task<int> CountAsync()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var proxy = new CuttingProxy(database.ConnectionString);
        await RunAsync(database, proxy.ConnectionString);
        return proxy.Counted;
    }

    private static async Task RunAsync(TestDatabase database, string connectionString)
    {
        await using var session = await database.Migrator<ShopContext>(database.Options() with { ConnectionString = connectionString }).BeginAsync(default);
        await session.UpAsync(MigrationTarget.Head, default);
    }
}
