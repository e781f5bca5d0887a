using Npgsql;
using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

public sealed class PoolerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Begin_ThroughATransactionPooler_RefusesAndChangesNothing(int otherClients)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var pooler = new PoolingProxy(database.ConnectionString, PoolMode.Transaction);
        var others = new List<NpgsqlConnection>();
        for (var client = 0; client < otherClients; client++)
        {
            others.Add(new NpgsqlConnection(pooler.ConnectionString));
            await others[^1].OpenAsync();
        }

        var failure = await Assert.ThrowsAsync<MigrationException>(() => MigratorOf(database, pooler.ConnectionString).BeginAsync(default));

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains("pool_mode=transaction", failure.Message, StringComparison.Ordinal);
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'migration')"));
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"));
        foreach (var other in others) await other.DisposeAsync();
    }

    /// <summary>The session may be somebody else's next: nothing is left in it, and the ordinary run finds out what the pooler is.</summary>
    [Fact]
    public async Task Look_ThroughAPooler_WhileAnotherRunHoldsTheLock_ListensToNobody()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using var holder = await database.Migrator<ShopContext>().BeginAsync(default);
        await using var pooler = new PoolingProxy(database.ConnectionString, PoolMode.Session);
        var options = database.Options() with
        {
            ConnectionString = pooler.ConnectionString,
            ApplicationName = "pooled look",
            Build = new MigrationBuild(typeof(ShopContext).Assembly, typeof(ShopContext), "__EFMigrationsHistory", "migration"),
        };

        using var look = FirstLook.Take(options);

        Assert.False(look.IsNothingPending);
        Assert.StartsWith(
            "COPY (SELECT pg_try_advisory_lock",
            await database.ScalarAsync<string>("SELECT query FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'pooled look%'"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_ThroughASessionPooler_Works()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var pooler = new PoolingProxy(database.ConnectionString, PoolMode.Session);

        await using (var session = await MigratorOf(database, pooler.ConnectionString).BeginAsync(default))
        {
            Assert.Equal(3, (await session.UpAsync(MigrationTarget.Head, default)).Migrations.Count);
        }

        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [Fact]
    public async Task Begin_WhenThePoolerRefusesASettingOfTheConnection_SaysSo()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var pooler = new PoolingProxy(database.ConnectionString, PoolMode.Transaction);
        var withOptions = new NpgsqlConnectionStringBuilder(pooler.ConnectionString) { Options = "-c geqo=off" };

        var failure = await Assert.ThrowsAsync<MigrationException>(() => MigratorOf(database, withOptions.ConnectionString).BeginAsync(default));

        Assert.Equal(MigrationExitCode.DatabaseUnavailable, failure.ExitCode);
        Assert.Contains("unsupported startup parameter: options", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PgBouncer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_ThroughATransactionPooler_IsRead()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using var pooler = new PoolingProxy(database.ConnectionString, PoolMode.Transaction);

        var status = await MigratorOf(database, pooler.ConnectionString).ReadStatusAsync(default);

        Assert.Equal(MigrationExitCode.Success, status.ExitCode);
    }

    private static SchemaMigrator MigratorOf(TestDatabase database, string connectionString) =>
        database.Migrator<ShopContext>(database.Options() with { ConnectionString = connectionString });
}
