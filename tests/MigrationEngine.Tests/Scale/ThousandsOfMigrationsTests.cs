using System.Reflection;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scale;

/// <summary>What a run costs does not grow with the migrations that it does not run: counted in types and messages, not in time.</summary>
public sealed class ThousandsOfMigrationsTests
{
    private const int Thousands = 2000;
    private static readonly Assembly Few = ManyMigrations.Build(10);
    private static readonly Assembly Many = ManyMigrations.Build(Thousands);

    [Fact]
    public async Task UpAndStatus_WhenNothingIsPending_LoadNoMigrationAndSendAsMuchAsForTen()
    {
        await using var small = await AppliedAsync(10, 10);
        await using var large = await AppliedAsync(Thousands, Thousands);
        var few = await CountUpAsync(small, Few);

        using var loaded = new LoadedTypes();
        var many = await CountUpAsync(large, Many);
        var status = await Migrator(large, large.ConnectionString, Many).ReadStatusAsync(default);

        Assert.Equal(few, many);
        Assert.Equal(MigrationExitCode.Success, status.ExitCode);
        Assert.Equal(Thousands, status.Applied.Count);
        Assert.Equal(0, await loaded.CountAsync(typeof(int)));
    }

    [Fact]
    public async Task Up_WhenOneIsPending_LoadsThatOneAndSendsAsMuchAsForTen()
    {
        await using var small = await AppliedAsync(10, 9);
        await using var large = await AppliedAsync(Thousands, Thousands - 1);
        var few = await CountUpAsync(small, Few);

        using var loaded = new LoadedTypes();
        var many = await CountUpAsync(large, Many);

        Assert.Equal(few, many);
        Assert.Equal(1, await loaded.CountAsync(typeof(long)));
        Assert.True(await large.ScalarAsync<bool>($"SELECT to_regclass('many_{Thousands}') IS NOT NULL"));
    }

    /// <summary>A database whose history says that the first ones are applied.</summary>
    private static async Task<TestDatabase> AppliedAsync(int count, int applied)
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await using (var session = await Migrator(database, database.ConnectionString, count == 10 ? Few : Many).BeginAsync(default))
        {
            await session.UpAsync(MigrationTarget.Relative(1), default);
        }

        await database.ExecuteAsync(
            $"""
            INSERT INTO migration."__EFMigrationsHistory" SELECT '2026' || lpad(n::text, 10, '0') || '_Number' || n, '10.0.0' FROM generate_series(2, {applied}) n
            """);
        // The lock goes with the session, which the server ends when it gets to it.
        await database.WaitUntilAsync("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'engine test%')");
        return database;
    }

    private static async Task<int> CountUpAsync(TestDatabase database, Assembly migrations)
    {
        await using var proxy = new CuttingProxy(database.ConnectionString);
        await using (var session = await Migrator(database, proxy.ConnectionString, migrations).BeginAsync(default))
        {
            await session.UpAsync(MigrationTarget.Head, default);
        }

        return proxy.Counted;
    }

    private static SchemaMigrator Migrator(TestDatabase database, string connectionString, Assembly migrations) => EngineFixture.Migrator<ManyContext>(
        database.Options() with
        {
            ConnectionString = connectionString,
            ContextOptions = new DbContextOptionsBuilder<ManyContext>()
                .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(migrations).MigrationsHistoryTable("__EFMigrationsHistory", "migration"))
                .Options,
        });
}
