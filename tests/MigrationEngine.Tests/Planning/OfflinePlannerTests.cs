namespace TradingPlatform.MigrationEngine.Tests.Planning;

public sealed class OfflinePlannerTests
{
    [Theory]
    [InlineData("base", "head", MigrationDirection.Up, ShopContext.CreateItems, ShopContext.AddPrice, ShopContext.IndexItems)]
    [InlineData("CreateItems", "AddPrice", MigrationDirection.Up, ShopContext.AddPrice)]
    [InlineData("head", "CreateItems", MigrationDirection.Down, ShopContext.IndexItems, ShopContext.AddPrice)]
    [InlineData("AddPrice", "base", MigrationDirection.Down, ShopContext.AddPrice, ShopContext.CreateItems)]
    [InlineData("head", "head", MigrationDirection.Up)]
    public void Plan_BetweenTwoStates_GoesTheWayBetweenThem(string from, string to, MigrationDirection direction, params string[] ids)
    {
        var plan = Plan<ShopContext>(from, to);

        Assert.Equal(direction, plan.Direction);
        Assert.Equal(ids, plan.Migrations.Select(migration => migration.Id));
    }

    [Fact]
    public void Plan_FromOneBranchToTheMerge_TakesTheOtherBranch() => Assert.Equal(
        [BranchContext.Left, BranchContext.LeftMore, MergedContext.Merge], Plan<MergedContext>("Right", "Merge").Migrations.Select(migration => migration.Id));

    [Theory]
    [InlineData("Left", "Right", "different branches")]
    [InlineData("base", "+1", "name the migration")]
    [InlineData("nowhere", "head", "No migration of this build is called 'nowhere'")]
    public void Plan_WhereThereIsNoWay_SaysSo(string from, string to, string sentence)
    {
        var failure = Assert.Throws<MigrationException>(() => Plan<MergedContext>(from, to));

        Assert.Equal(MigrationExitCode.Usage, failure.ExitCode);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ToTheHeadOfTwo_Refuses() =>
        Assert.Equal(MigrationExitCode.Refused, Assert.Throws<MigrationException>(() => Plan<BranchContext>("base", "head")).ExitCode);

    private static MigrationPlan Plan<TContext>(string from, string to)
        where TContext : Microsoft.EntityFrameworkCore.DbContext
    {
        using var context = EngineFixture.OfflineContext<TContext>();
        return OfflinePlanner.Plan(MigrationGraph.Of(context), context, MigrationTarget.Parse(from), MigrationTarget.Parse(to));
    }
}
