using Microsoft.EntityFrameworkCore;
using TradingPlatform.MigrationEngine.Tests.Gate;
using TradingPlatform.MigrationEngine.Tests.Scripting;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Phases;

/// <summary>Contract migrations by psql, and by stamps.</summary>
public sealed class ScriptedPhaseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Script_FromNothing_LeavesWhatUpLeaves(bool idempotent)
    {
        await using var byUp = await TestDatabase.CreateEmptyAsync();
        await byUp.HeldUpAsync<DeskContext>();
        await using var byScript = await TestDatabase.CreateEmptyAsync();

        await byScript.ApplyAsync(Script(idempotent: idempotent));

        Assert.Equal(await byUp.StateAsync(), await byScript.StateAsync());
        Assert.Equal(await byUp.ContractedAsync(), await byScript.ContractedAsync());
        await byScript.ApplyAsync(Script("head", DeskContext.Expand), "-v", "allow_data_loss=on");
        Assert.Equal("", await byScript.ContractedAsync());
    }

    [Fact]
    public async Task Script_WhileAnOlderInstanceLives_RefusesAndNamesIt()
    {
        await using var database = await DeskScene.ReadyAsync();
        var old = GateScene.Instance("tradingapi");
        await database.EnterAsync<OldDeskContext>(old);
        var script = Script(idempotent: true);

        var refused = await database.RefuseAsync(script, "-v", "allow_data_loss=on");

        Assert.Contains($"{DeskContext.Contract} waits for instances that are too old for it: tradingapi 1.4.0", refused, StringComparison.Ordinal);
        await database.LeaveAsync<OldDeskContext>(old);
        await database.ApplyAsync(script, "-v", "allow_data_loss=on");
        Assert.Equal("id,display_name,note", await database.ColumnsAsync());
        Assert.Equal(SchemaObstacle.Contracted, (await database.EnterAsync<OldDeskContext>(old)).Obstacle);
        Assert.True((await database.EnterAsync<DeskContext>(GateScene.Instance())).IsSufficient);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ScriptDown_OfWhatALivingInstanceUses_RefusesBeforeAnythingIsDone_AndNamesIt(bool idempotent)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.HeldUpAsync<DeskContext>();
        var instance = GateScene.Instance("tradingapi");
        await database.EnterAsync<MiddleDeskContext>(instance);
        var (columns, script) = (await database.ColumnsAsync(), Script("head", DeskContext.Create, idempotent));

        // Later goes too, which the instance was not built with, and the contraction, which hurts nobody.
        var refused = await database.RefuseAsync(script, "-v", "allow_data_loss=on");

        Assert.Contains($"In use by living instances, tradingapi 1.4.0 (process {Environment.ProcessId} on {Environment.MachineName}), is what {DeskContext.Expand} added", refused, StringComparison.Ordinal);
        Assert.Equal(columns, await database.ColumnsAsync());

        await database.ApplyAsync(Script("head", DeskContext.Expand, idempotent), "-v", "allow_data_loss=on");
        await database.ApplyAsync(Script(DeskContext.Expand, DeskContext.Create, idempotent), "-v", "allow_data_loss=on", "-v", "ignore_instances=on");
        Assert.Equal("id,name", await database.ColumnsAsync());
    }

    /// <summary>From the look at the instances to the commit nobody may slip in.</summary>
    [Fact]
    public async Task ScriptDown_WhileAnInstanceRegisters_WaitsForItAndSeesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.HeldUpAsync<DeskContext>();
        await database.EnterAsync<MiddleDeskContext>(GateScene.Instance("middle"));
        await using var registering = await database.RegisterHalfWayAsync("slow", DeskContext.Later);

        var down = database.RefuseAsync(Script("head", DeskContext.Contract), "-v", "allow_data_loss=on");
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
        await registering.ExecuteAsync("COMMIT");
        Assert.Contains("slow 1.4.0", await down, StringComparison.Ordinal);
        Assert.Contains("note", await database.ColumnsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WhereARowNeedsTheBackfill_Refuses()
    {
        await using var database = await DeskScene.InUseAsync();

        var refused = await database.RefuseAsync(Script(idempotent: true), "-v", "allow_data_loss=on");

        Assert.Contains($"rows still need the backfill {DeskContext.Backfill}", refused, StringComparison.Ordinal);
        Assert.Equal("id,name,display_name", await database.ColumnsAsync());
    }

    /// <summary>What was never contracted keeps nobody out, also where the record had to be written before a step that commits by itself.</summary>
    [Fact]
    public async Task Script_WhoseFirstStepFailsOutsideOfATransaction_LeavesNoRecord()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ApplyAsync(Script<StrictDeskContext>("base", StrictDeskContext.Create));
        await database.ExecuteAsync("INSERT INTO desk.traders VALUES (1, 'Ada'), (2, 'Ada')");
        var script = Script<StrictDeskContext>(idempotent: true);

        await database.RefuseAsync(script);
        Assert.Equal("", await database.ContractedAsync());

        await database.ExecuteAsync("DELETE FROM desk.traders WHERE id = 2");
        await database.ExecuteAsync("ALTER TABLE desk.traders DROP CONSTRAINT ck_traders_name, ADD CONSTRAINT ck_traders_name CHECK (name <> 'Ada') NOT VALID");
        await database.RefuseAsync(script);
        Assert.Equal($"{StrictDeskContext.Unique}:{StrictDeskContext.Unique}", await database.ContractedAsync());

        await database.ExecuteAsync("DELETE FROM desk.traders");
        await database.ApplyAsync(script);
        Assert.Equal(
            $"{StrictDeskContext.Unique}:{StrictDeskContext.Unique},{StrictDeskContext.Named}:{StrictDeskContext.Named}", await database.ContractedAsync());
    }

    [Fact]
    public async Task Stamp_OfAContraction_CountsForOlderBuildsToo()
    {
        await using var database = await DeskScene.ReadyAsync();
        await using (var session = await database.Migrator<DeskContext>(database.Held()).BeginAsync(default))
        {
            await session.StampAsync(MigrationTarget.Head, JournalSource.Stamp, default);
            Assert.Equal(SchemaObstacle.Contracted, (await database.EnterAsync<OldDeskContext>(GateScene.Instance())).Obstacle);
            await session.StampAsync(MigrationTarget.Parse(DeskContext.Create), JournalSource.Stamp, default);
        }

        Assert.True((await database.EnterAsync<OldDeskContext>(GateScene.Instance())).IsSufficient);
    }

    private static string Script(string from = "base", string to = "head", bool idempotent = false) => Script<DeskContext>(from, to, idempotent);

    private static string Script<TContext>(string from = "base", string to = "head", bool idempotent = false)
        where TContext : DbContext
    {
        using var context = (TContext)Activator.CreateInstance(typeof(TContext), EngineFixture.ContextOptions<TContext>("Host=nowhere"))!;
        return MigrationScript.Write(
            context,
            MigrationTarget.Parse(from),
            MigrationTarget.Parse(to),
            new MigrationScriptOptions { IsIdempotent = idempotent, LockTimeout = TimeSpan.FromSeconds(20), Backfills = [DeskScene.DisplayName] });
    }
}
