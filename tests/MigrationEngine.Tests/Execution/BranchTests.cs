using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class BranchTests
{
    [Fact]
    public async Task Up_WhenTwoHeads_RefusesAndNamesBoth()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<BranchContext>());

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains(BranchContext.LeftMore, failure.Message, StringComparison.Ordinal);
        Assert.Contains(BranchContext.Right, failure.Message, StringComparison.Ordinal);
        Assert.Contains("merge", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await database.JournalAsync());
    }

    [Fact]
    public async Task Up_ToOneOfABranchPair_AppliesItAndItsAncestorsOnly()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var result = await database.UpAsync<BranchContext>("Right");

        Assert.Equal([BranchContext.Start, BranchContext.Right], result.Migrations);
        Assert.Equal([BranchContext.Left, BranchContext.LeftMore], (await database.StatusAsync<BranchContext>()).Pending);
    }

    [Theory]
    [InlineData("LeftMore", "Right")]
    [InlineData("Right", "LeftMore")]
    public async Task Up_OfABranchPairInEitherOrder_EndsInTheSameSchema(string first, string second)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<BranchContext>(first);
        await database.UpAsync<BranchContext>(second);

        var result = await database.UpAsync<MergedContext>();

        Assert.Equal([MergedContext.Merge, MergedContext.After], result.Migrations);
        await using var straight = await TestDatabase.CreateEmptyAsync();
        await straight.UpAsync<MergedContext>();
        Assert.Equal(
            await CatalogSnapshot.ReadAsync(straight.ConnectionString, "migration"), await CatalogSnapshot.ReadAsync(database.ConnectionString, "migration"));
    }

    [Fact]
    public async Task Up_OfAMergedBuildOnADatabaseOfOneBranch_AppliesTheOtherOutOfOrder()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<RightContext>();

        var status = await database.StatusAsync<MergedContext>();
        Assert.Equal([BranchContext.Left], status.OutOfOrder);
        Assert.Equal(MigrationExitCode.Pending, status.ExitCode);

        var result = await database.UpAsync<MergedContext>();

        Assert.Equal([BranchContext.Left, BranchContext.LeftMore, MergedContext.Merge, MergedContext.After], result.Migrations);
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<MergedContext>()).ExitCode);
    }

    [Fact]
    public async Task Up_ByANumber_TakesTheNextInTheOrderOfTheGraph()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        Assert.Equal([BranchContext.Start, BranchContext.Left, BranchContext.Right], (await database.UpAsync<BranchContext>("+3")).Migrations);
        Assert.Equal([BranchContext.LeftMore], (await database.UpAsync<BranchContext>("+1")).Migrations);
    }

    [Fact]
    public async Task Down_ToOneOfABranchPair_RevertsWhatItDoesNotBuildOn()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<MergedContext>();

        var result = await database.DownAsync<MergedContext>("Right");

        Assert.Equal([MergedContext.After, MergedContext.Merge, BranchContext.LeftMore, BranchContext.Left], result.Migrations);
        Assert.Equal(
            [BranchContext.Start, BranchContext.Right], (await database.StatusAsync<MergedContext>()).Applied.Select(applied => applied.Id));
    }

    [Fact]
    public async Task Down_ByANumber_NeverRevertsAParentBeforeItsChild()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<BranchContext>("LeftMore");

        Assert.Equal([BranchContext.LeftMore, BranchContext.Left], (await database.DownAsync<BranchContext>("-2")).Migrations);
    }

    [Fact]
    public async Task Down_OfAMigrationWithoutDown_RefusesInOneSentence()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<SlowContext>("First");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.DownAsync<SlowContext>("base"));

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains($"{SlowContext.First} cannot be reverted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_WhenTwoHeads_NamesThem()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        Assert.Equal([BranchContext.Right, BranchContext.LeftMore], (await database.StatusAsync<BranchContext>()).Heads.Order());
    }
}
