using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Phases;

public sealed class PhaseTests
{
    [Fact]
    public async Task Up_OnADatabaseInUse_LeavesTheContractMigrationAndPassesIt()
    {
        await using var database = await DeskScene.InUseAsync();

        var result = await database.HeldUpAsync<DeskContext>();

        Assert.Equal([DeskContext.Expand, DeskContext.Later], result.Migrations);
        Assert.Equal("id,name,display_name,note", await database.ColumnsAsync());
        var waiting = Assert.Single(result.Waiting);
        Assert.Equal(DeskContext.Contract, waiting.Id);
        Assert.Equal([$"backfill {DeskContext.Backfill} has not begun: run `backfill run`"], waiting.Reasons);
        Assert.Empty((await database.HeldUpAsync<DeskContext>()).Migrations);
    }

    [Fact]
    public async Task Status_WithAWaitingContraction_IsUpToDateAndSaysForWhat()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.HeldUpAsync<DeskContext>();

        var status = await database.HeldStatusAsync<DeskContext>();

        Assert.Equal(MigrationExitCode.Success, status.ExitCode);
        Assert.Empty(status.OutOfOrder);
        Assert.Empty(status.Expected);
        Assert.Equal([DeskContext.Contract], status.Pending);
        Assert.False(Assert.Single(status.Waiting).IsReady);
        Assert.Equal(MigrationExitCode.Pending, (await database.StatusAsync<DeskContext>()).ExitCode);
        await database.BackfillAsync();
        await using var context = database.Context<DeskContext>();
        Assert.True((await SchemaGate.CheckAsync(context, default)).IsSufficient);
    }

    [Fact]
    public async Task Up_OfALaterMigrationThatSharesAColumn_IsRefusedAndNamesBothAndWhat()
    {
        await using var database = await DeskScene.InUseAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.HeldUpAsync<ClashingDeskContext>());

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains($"{ClashingDeskContext.Clash} cannot pass the contract migration {DeskContext.Contract}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("both touch desk.traders.name", refused.Message, StringComparison.Ordinal);
        Assert.Contains("`up +2`", refused.Message, StringComparison.Ordinal);
        Assert.Equal("id,name", await database.ColumnsAsync());

        Assert.Equal([DeskContext.Expand, DeskContext.Later], (await database.HeldUpAsync<ClashingDeskContext>("+2")).Migrations);
    }

    [Theory]
    [InlineData(DeskContext.Contract, "is a contract migration")]
    [InlineData(DeskContext.Later, "builds on the contract migration 20260101000003_DropName")]
    public async Task Up_ToATargetThatNeedsAWaitingContraction_IsRefused(string target, string why)
    {
        await using var database = await DeskScene.InUseAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.HeldUpAsync<DeskContext>(target));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal([DeskContext.Expand], (await database.HeldUpAsync<DeskContext>(DeskContext.Expand)).Migrations);
    }

    [Fact]
    public async Task Up_OnAnEmptyDatabase_AppliesEverythingInOrder()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var result = await database.HeldUpAsync<DeskContext>();

        Assert.Equal([DeskContext.Create, DeskContext.Expand, DeskContext.Contract, DeskContext.Later], result.Migrations);
        Assert.Empty(result.Waiting);
        Assert.Equal($"{DeskContext.Contract}:{DeskContext.Expand}", await database.ContractedAsync());
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM migration.first_runs"));
    }

    /// <summary>A first start that was cut off is a first start still: the next one must not wait for a rollout that never was.</summary>
    [Fact]
    public async Task Up_AfterAFirstRunThatWasCutOff_StillAppliesEverything()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE SCHEMA desk; CREATE FUNCTION desk.cut() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF current_query() LIKE '%display_name%' THEN RAISE 'cut off'; END IF; END $$; CREATE EVENT TRIGGER cut ON ddl_command_start EXECUTE FUNCTION desk.cut()");
        await Assert.ThrowsAsync<MigrationException>(() => database.HeldUpAsync<DeskContext>());
        await database.ExecuteAsync("DROP EVENT TRIGGER cut");

        Assert.Equal([DeskContext.Expand, DeskContext.Contract, DeskContext.Later], (await database.HeldUpAsync<DeskContext>()).Migrations);
    }

    /// <summary>A run from nothing over a schema that others use fails; once it is adopted nobody may take it for one that nobody uses.</summary>
    [Fact]
    public async Task Up_AfterAFirstRunThatFailedAndAStamp_LeavesTheContractMigration()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.ExecuteAsync("DROP SCHEMA migration CASCADE");
        await Assert.ThrowsAsync<MigrationException>(() => database.HeldUpAsync<DeskContext>());
        await using (var session = await database.Migrator<DeskContext>(database.Held()).BeginAsync(default))
            await session.StampAsync(MigrationTarget.Parse(DeskContext.Create), JournalSource.Adopt, default);

        Assert.Equal([DeskContext.Expand, DeskContext.Later], (await database.HeldStatusAsync<DeskContext>()).Expected);
        Assert.Equal([DeskContext.Expand, DeskContext.Later], (await database.HeldUpAsync<DeskContext>()).Migrations);
    }

    [Fact]
    public async Task Status_OfAnUnusedDatabase_ExpectsWhatUpApplies()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        Assert.Equal([DeskContext.Create, DeskContext.Expand, DeskContext.Contract, DeskContext.Later], (await database.HeldStatusAsync<DeskContext>()).Expected);

        // The first run was cut off after the first of them.
        await database.HeldUpAsync<OldDeskContext>();
        await database.ExecuteAsync("INSERT INTO migration.first_runs (history_table) VALUES ('migration.__EFMigrationsHistory')");
        Assert.Equal([DeskContext.Expand, DeskContext.Contract, DeskContext.Later], (await database.HeldStatusAsync<DeskContext>()).Expected);

        await database.ExecuteAsync("DELETE FROM migration.first_runs");
        Assert.Equal([DeskContext.Expand, DeskContext.Later], (await database.HeldStatusAsync<DeskContext>()).Expected);
    }

    [Fact]
    public async Task Up_InDevelopment_RunsTheBackfillBeforeTheContraction()
    {
        await using var database = await DeskScene.InUseAsync();

        await using var session = await database.Migrator<DeskContext>(database.Held() with { HoldsContractions = false }).BeginAsync(default);
        var result = await session.UpAsync(MigrationTarget.Head, default);

        Assert.Equal([DeskContext.Expand, DeskContext.Contract, DeskContext.Later], result.Migrations);
        Assert.Equal("Ada", await database.ScalarAsync<string>("SELECT display_name FROM desk.traders"));
    }

    [Fact]
    public async Task Complete_AfterTheBackfill_AppliesTheContractionAndRecordsWhomItLeavesBehind()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.HeldUpAsync<DeskContext>();
        Assert.False(Assert.Single((await database.CompleteAsync<DeskContext>()).Waiting).IsReady);
        await database.BackfillAsync();

        var result = await database.CompleteAsync<DeskContext>();

        Assert.Equal([DeskContext.Contract], result.Migrations);
        Assert.Empty(result.Waiting);
        Assert.Equal("id,display_name,note", await database.ColumnsAsync());
        Assert.Equal($"{DeskContext.Contract}:{DeskContext.Expand}", await database.ContractedAsync());
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<DeskContext>()).ExitCode);
        Assert.Null((await database.CompleteAsync<DeskContext>()).RunId);

        // The order of the graph, not that of time.
        await database.DownAsync<DeskContext>("-2", allowDataLoss: true);
        Assert.Equal("", await database.ContractedAsync());
        Assert.Equal("id,display_name,name", await database.ColumnsAsync());
    }

    [Fact]
    public async Task Complete_WhenARowNeedsTheBackfillAgain_IsRefused()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.HeldUpAsync<DeskContext>();
        await database.BackfillAsync();
        await database.ExecuteAsync("INSERT INTO desk.traders (id, name) VALUES (2, 'Grace')");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.CompleteAsync<DeskContext>());

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains($"`backfill run {DeskContext.Backfill}`", refused.Message, StringComparison.Ordinal);
        await database.BackfillAsync();
        Assert.Equal([DeskContext.Contract], (await database.CompleteAsync<DeskContext>()).Migrations);
    }

    /// <summary>What was never contracted keeps nobody out.</summary>
    [Fact]
    public async Task Complete_ThatFails_LeavesNoRecord()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.HeldUpAsync<DeskContext>();
        await database.BackfillAsync();
        await database.ExecuteAsync("CREATE VIEW desk.names AS SELECT name FROM desk.traders");

        var failed = await Assert.ThrowsAsync<MigrationException>(() => database.CompleteAsync<DeskContext>());

        Assert.Equal(MigrationExitCode.MigrationFailed, failed.ExitCode);
        Assert.Equal("", await database.ContractedAsync());
        await database.ExecuteAsync("DROP VIEW desk.names");
        Assert.Equal([DeskContext.Contract], (await database.CompleteAsync<DeskContext>()).Migrations);
    }

    [Fact]
    public async Task Check_WithAPassedContraction_FindsNoDrift()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.HeldUpAsync<DeskContext>();

        var report = await new SchemaChecker(database.Migrator<DeskContext>(database.Held()), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)
            .CheckAsync(new CheckOptions { Parts = [CheckPart.Drift, CheckPart.History] }, default);

        Assert.Empty(report.Findings);
        Assert.Empty(report.Skipped);
    }

    [Fact]
    public async Task FirstLook_WithAWaitingContraction_HasNothingToDoWhereItIsHeld()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.HeldUpAsync<DeskContext>();
        var options = database.Held() with { Build = new MigrationBuild(typeof(DeskContext).Assembly, typeof(DeskContext), "__EFMigrationsHistory", "migration") };

        using var held = FirstLook.Take(options);
        using var inOrder = FirstLook.Take(options with { HoldsContractions = false });

        Assert.True(held.IsNothingPending);
        Assert.Equal(1, held.Waiting);
        Assert.False(inOrder.IsNothingPending);
    }
}
