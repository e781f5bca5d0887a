using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;
using Xunit.Abstractions;

namespace TradingPlatform.MigrationEngine.Tests.Crashes;

/// <summary>
/// The connection is cut before a message of the run up, the next run finishes it; the same on the way down. For the server that is what a
/// killed process is. An eighth of the points by default, all of them with CRASH_POINTS=all.
/// </summary>
public sealed class CutConnectionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task UpAndDown_WhereverTheConnectionIsCut_AreFinishedByTheNextRun()
    {
        var scene = await CrashScene.GetAsync();
        var step = Environment.GetEnvironmentVariable("CRASH_POINTS") == "all" ? 1 : 8;
        output.WriteLine($"{scene.UpMessages} points up, {scene.DownMessages} down");
        var points = Enumerable.Range(0, (Math.Max(scene.UpMessages, scene.DownMessages) / step) + 1).Select(index => 1 + (index * step));

        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (point, _) =>
        {
            try
            {
                await CrashAsync(scene, point);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Cut before message {point}: {exception.Message}", exception);
            }
        });
    }

    /// <param name="looks">As the service runs: it looks first, and of a blank database knows then what others ask for.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Up_WhereNobodyIsThere_WhereverTheConnectionIsCut_IsFinishedByTheNextRun(bool looks)
    {
        var scene = await CrashScene.GetAsync();
        await using var undisturbed = await TestDatabase.CreateEmptyAsync();
        await using var counting = new CuttingProxy(undisturbed.ConnectionString);
        await CrashScene.UpAsync(counting.ConnectionString, looks);
        await scene.AssertAppliedAsync(undisturbed);
        Assert.InRange(counting.Counted, 1, scene.UpMessages - 1);

        var step = Environment.GetEnvironmentVariable("CRASH_POINTS") == "all" ? 1 : 8;
        output.WriteLine($"{counting.Counted} points");
        var points = Enumerable.Range(0, (counting.Counted / step) + 1).Select(index => 1 + (index * step));
        await Parallel.ForEachAsync(points, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (point, _) =>
        {
            await using var database = await TestDatabase.CreateEmptyAsync();
            await using (var proxy = new CuttingProxy(database.ConnectionString) { At = point }) await CrashScene.DisturbedAsync(proxy, MigrationDirection.Up, looks);

            await CrashScene.WaitForSilenceAsync(database);
            await CrashScene.UpAsync(database.ConnectionString, looks);
            await scene.AssertAppliedAsync(database);
        });
    }

    private static async Task CrashAsync(CrashScene scene, int point)
    {
        await using var database = await CrashScene.CreateUsedAsync();
        await using (var proxy = new CuttingProxy(database.ConnectionString) { At = point })
        {
            await CrashScene.DisturbedAsync(proxy, MigrationDirection.Up);
        }

        await CrashScene.WaitForSilenceAsync(database);
        await CrashScene.UpAsync(database.ConnectionString);
        await scene.AssertAppliedAsync(database);

        await using (var proxy = new CuttingProxy(database.ConnectionString) { At = point })
        {
            await CrashScene.DisturbedAsync(proxy, MigrationDirection.Down);
        }

        await CrashScene.WaitForSilenceAsync(database);
        await CrashScene.DownAsync(database.ConnectionString);
        await CrashScene.AssertRevertedAsync(database);
    }
}
