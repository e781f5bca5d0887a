using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class UndoTests
{
    private const string Indexes = "SELECT count(*) FROM pg_index WHERE indrelid = 'doubles'::regclass";

    [Fact]
    public async Task Down_WhenAMigrationStoppedAfterConcurrentBuildsOnly_TakesThemBack()
    {
        await using var database = await HalfAppliedAsync();

        var result = await database.DownAsync<UndoContext>("-1");

        Assert.Equal([UndoContext.Second], result.Migrations);
        await AssertTakenBackAsync(database);
        await database.ExecuteAsync("DELETE FROM doubles WHERE a = 2");
        await database.UpAsync<UndoContext>();
        Assert.Equal(3L, await database.ScalarAsync<long>(Indexes));
    }

    [Fact]
    public async Task Down_ToBaseFromAHalfAppliedMigration_TakesItBackFirst()
    {
        await using var database = await HalfAppliedAsync();

        var result = await database.DownAsync<UndoContext>("base", allowDataLoss: true);

        Assert.Equal([UndoContext.Second, UndoContext.First], result.Migrations);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('doubles') IS NULL"));
    }

    [Fact]
    public async Task Down_WhenTheTakingBackIsItselfCutOff_IsFinishedByTheNextOne()
    {
        for (var point = 12; point < 60; point += 7)
        {
            await using var database = await HalfAppliedAsync();
            await using (var proxy = new CuttingProxy(database.ConnectionString) { At = point })
            {
                var options = database.Options() with { ConnectionString = proxy.ConnectionString };
                try
                {
                    await using var session = await database.Migrator<UndoContext>(options).BeginAsync(default);
                    await session.DownAsync(MigrationTarget.Parse("-1"), allowDataLoss: false, default);
                }
                catch (MigrationException exception)
                {
                    Assert.Equal(MigrationExitCode.DatabaseUnavailable, exception.ExitCode);
                }
            }

            await database.WaitUntilAsync("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'engine test%')");
            if ((await database.StatusAsync<UndoContext>()).Unfinished.Count > 0) await database.DownAsync<UndoContext>("-1");
            await AssertTakenBackAsync(database);
        }
    }

    private static async Task<TestDatabase> HalfAppliedAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<UndoContext>());
        Assert.Contains("23505", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await database.ScalarAsync<long>(Indexes));
        return database;
    }

    private static async Task AssertTakenBackAsync(TestDatabase database)
    {
        Assert.Equal(0L, await database.ScalarAsync<long>(Indexes));
        var status = await database.StatusAsync<UndoContext>();
        Assert.Equal([UndoContext.First], status.Applied.Select(applied => applied.Id));
        Assert.Equal(MigrationExitCode.Pending, status.ExitCode);
    }
}
