using TradingPlatform.MigrationEngine.Tests.Phases;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Gate;

public sealed class RevertedUseTests
{
    [Fact]
    public async Task Down_OfWhatALivingInstanceUses_IsRefusedBeforeAnythingIsDone_AndNamesIt()
    {
        await using var database = await DeskScene.ReadyAsync();
        await database.CompleteAsync<DeskContext>();
        var instance = GateScene.Instance("tradingapi");
        await database.EnterAsync<MiddleDeskContext>(instance);
        var columns = await database.ColumnsAsync();

        // Later goes too, and the contraction: the instance has not been built with the one, and does without what the other gives back.
        var refused = await Assert.ThrowsAsync<MigrationException>(() => SparingDownAsync(database, DeskContext.Create));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.StartsWith($"tradingapi 1.4.0 (process {Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"uses what {DeskContext.Expand} added. Stop it", refused.Message, StringComparison.Ordinal);
        Assert.Equal(columns, await database.ColumnsAsync());

        await database.LeaveAsync<MiddleDeskContext>(instance);
        Assert.Contains(DeskContext.Expand, (await SparingDownAsync(database, DeskContext.Create)).Migrations);
    }

    [Fact]
    public async Task Down_OfAContractMigration_HurtsNobody()
    {
        await using var database = await DeskScene.ReadyAsync();
        await database.CompleteAsync<DeskContext>();
        await database.DownAsync<DeskContext>(DeskContext.Contract, allowDataLoss: true);
        await database.EnterAsync<MiddleDeskContext>(GateScene.Instance());

        Assert.Equal([DeskContext.Contract], (await SparingDownAsync(database, DeskContext.Expand)).Migrations);
    }

    /// <summary>From the look at the instances to the commit nobody may slip in: then the revert has the gate's lock for itself.</summary>
    [Fact]
    public async Task Down_WhileAnInstanceRegisters_WaitsForItAndSeesIt()
    {
        await using var database = await DeskScene.ReadyAsync();
        await database.EnterAsync<MiddleDeskContext>(GateScene.Instance("middle"));
        await using var registering = await database.RegisterHalfWayAsync("slow", DeskContext.Later);

        var down = SparingDownAsync(database, "-1");
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
        await registering.ExecuteAsync("COMMIT");

        Assert.StartsWith("slow 1.4.0", (await Assert.ThrowsAsync<MigrationException>(() => down)).Message, StringComparison.Ordinal);
        Assert.Contains("note", await database.ColumnsAsync(), StringComparison.Ordinal);
    }

    /// <summary>Reverts that follow each other share the lock; nobody has it after the last one, and the next instance comes in.</summary>
    [Fact]
    public async Task Down_OfSeveral_LeavesTheGateOpen()
    {
        await using var database = await DeskScene.ReadyAsync();
        await using var session = await database.Migrator<DeskContext>(database.Held()).BeginAsync(default);

        var reverted = await session.DownAsync(MigrationTarget.Parse(DeskContext.Create), allowDataLoss: true, sparesInstances: true, default);

        Assert.True(reverted.Migrations.Count > 1);
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 21584 AND objid = 1734440037)"));
        Assert.Equal(SchemaObstacle.Behind, (await database.EnterAsync<DeskContext>(GateScene.Instance())).Obstacle);
    }

    private static async Task<MigrationRunResult> SparingDownAsync(TestDatabase database, string target)
    {
        await using var session = await database.Migrator<DeskContext>(database.Held()).BeginAsync(default);
        return await session.DownAsync(MigrationTarget.Parse(target), allowDataLoss: true, sparesInstances: true, default);
    }
}
