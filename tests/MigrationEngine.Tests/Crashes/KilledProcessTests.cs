using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Crashes;

/// <summary>Real processes: killed in the middle, and many at once.</summary>
public sealed class KilledProcessTests
{
    // A process a point is dear: every point is cut by CutConnectionTests, some are killed here, at fractions of the run.
    private static readonly double[] Fractions = [0.2, 0.5, 0.8];

    [Fact]
    public async Task UpAndDown_WhenTheirProcessIsKilled_AreFinishedByTheNextOne()
    {
        var scene = await CrashScene.GetAsync();
        await Parallel.ForEachAsync(Fractions, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (fraction, _) =>
        {
            await using var database = await CrashScene.CreateUsedAsync();
            await KillAsync(database, "up", (int)(scene.UpMessages * fraction));
            await CrashScene.UpAsync(database.ConnectionString);
            await scene.AssertAppliedAsync(database);

            await KillAsync(database, "down", (int)(scene.DownMessages * fraction));
            await CrashScene.DownAsync(database.ConnectionString);
            await CrashScene.AssertRevertedAsync(database);
        });
    }

    [Fact]
    public async Task Up_WhenEightStartAtOnceOnAnEmptyDatabase_AllSucceedAndEachMigrationRunsOnce()
    {
        var scene = await CrashScene.GetAsync();
        await using var database = await TestDatabase.CreateEmptyAsync();
        var processes = Enumerable.Range(0, 8).Select(_ => Start(database.ConnectionString, "up")).ToList();

        foreach (var process in processes)
        {
            var exitCode = await process.WaitForExitAsync(TimeSpan.FromMinutes(3));
            Assert.True(exitCode == 0, process.Output);
            await process.DisposeAsync();
        }

        await scene.AssertAppliedAsync(database);
        var journal = await database.JournalAsync();
        Assert.Equal(7, journal.Count);
        Assert.Equal(7, journal.Select(entry => entry.MigrationId).Distinct().Count());
        Assert.All(journal, entry => Assert.Equal(JournalOutcome.Succeeded, entry.Outcome));
    }

    private static async Task KillAsync(TestDatabase database, string verb, int message)
    {
        ServiceProcess? process = null;
        await using var proxy = new CuttingProxy(database.ConnectionString)
        {
            At = message,
            Act = () =>
            {
                process!.Kill();
                return process.WaitForExitAsync();
            },
        };
        process = Start(proxy.ConnectionString, verb);
        await using (process)
        {
            Assert.NotEqual(0, await process.WaitForExitAsync(TimeSpan.FromMinutes(3)));
            await proxy.Reached;
        }

        await CrashScene.WaitForSilenceAsync(database);
    }

    private static ServiceProcess Start(string connectionString, string verb) => ServiceProcess.Start(
        "MigrationEngine.Tests", [verb], new Dictionary<string, string?> { ["CRASH_DATABASE"] = connectionString });
}
