using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine.Tests.Planning;

public sealed class WrittenPlansTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.plans");

    public void Dispose() => File.Delete(_file);

    /// <summary>Every field of every plan, losses and steps outside of a transaction among them.</summary>
    [Fact]
    public void Plans_WrittenAndRead_AreTheSame()
    {
        AssertSame<ShopContext>();
        AssertSame<StepsContext>();
        AssertSame<LosingContext>();
        AssertSame<RawLossContext>();
        AssertSame<MaintenanceContext>();
        AssertSame<SafeContext>();
    }

    [Fact]
    public void Migration_WithoutAWayBack_HasNoPlanForIt()
    {
        Write<BrokenContext>();

        var plans = WrittenPlans.Read(File.ReadAllBytes(_file), WrittenPlans.KeyOf(Build<BrokenContext>()))!;

        var graph = Build<BrokenContext>().ReadGraph();
        Assert.Contains(graph.Ids, id => plans.Find(MigrationDirection.Down, id) is null);
        Assert.All(graph.Ids, id => Assert.NotNull(plans.Find(MigrationDirection.Up, id)));
    }

    /// <summary>A migration that only adds tables is safe on every database; of one that changes a table the catalog has to be asked, or an error stands.</summary>
    [Fact]
    public void Migration_IsAssured_WhereTheCatalogHasNoSay()
    {
        Write<ShopContext>();
        var shop = WrittenPlans.Read(File.ReadAllBytes(_file), WrittenPlans.KeyOf(Build<ShopContext>()))!;
        Assert.True(shop.Find(MigrationDirection.Up, Build<ShopContext>().ReadGraph().Ids[0])!.IsAssured);

        Write<LosingContext>();
        var losing = WrittenPlans.Read(File.ReadAllBytes(_file), WrittenPlans.KeyOf(Build<LosingContext>()))!;
        Assert.False(losing.Find(MigrationDirection.Up, "20260101000002_DropText")!.IsAssured);
    }

    /// <summary>Such a run does not have to understand statements, so that nothing is loaded for that.</summary>
    [Fact]
    public void Migration_IsPlain_WhereOneTransactionAppliesItAsItStands()
    {
        Write<LosingContext>();
        var losing = WrittenPlans.Read(File.ReadAllBytes(_file), WrittenPlans.KeyOf(Build<LosingContext>()))!;
        Assert.True(losing.IsPlain("20260101000001_Notes"));
        Assert.False(losing.IsPlain("20260101000099_NotThere"));

        Write<ShopContext>();
        var shop = WrittenPlans.Read(File.ReadAllBytes(_file), WrittenPlans.KeyOf(Build<ShopContext>()))!;
        Assert.False(shop.IsPlain(ShopContext.CreateItems), "A block makes its schema.");
        Assert.False(shop.IsPlain(Build<ShopContext>().ReadGraph().Ids[^1]), "It builds an index CONCURRENTLY.");

        Write<StepsContext>();
        var steps = WrittenPlans.Read(File.ReadAllBytes(_file), WrittenPlans.KeyOf(Build<StepsContext>()))!;
        Assert.All(Build<StepsContext>().ReadGraph().Ids, id => Assert.False(steps.IsPlain(id)));
    }

    [Fact]
    public void Plans_OfAnotherBuild_AreNotTaken()
    {
        Write<ShopContext>();

        var content = File.ReadAllBytes(_file);
        Assert.Null(WrittenPlans.Read(content, WrittenPlans.KeyOf(Build<ShopContext>() with { HistorySchema = "other" })));
        Assert.Null(WrittenPlans.Read(content, WrittenPlans.KeyOf(Build<StepsContext>())));
        Assert.Null(WrittenPlans.Read(content, WrittenPlans.KeyOf(Build<ShopContext>() with { Migrations = typeof(WrittenPlans).Assembly })));
    }

    /// <summary>A disk that was full when the program was installed, at every length.</summary>
    [Fact]
    public void Plans_ThatWereCutOff_AreNotTaken()
    {
        Write<ShopContext>();
        var whole = File.ReadAllBytes(_file);
        var key = WrittenPlans.KeyOf(Build<ShopContext>());
        Assert.NotNull(WrittenPlans.Read(whole, key));

        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Null(WrittenPlans.Read(whole[..length], key)));
    }

    private static MigrationBuild Build<TContext>() => new(typeof(TContext).Assembly, typeof(TContext), "__EFMigrationsHistory", "migration");

    private void Write<TContext>()
        where TContext : DbContext
    {
        using var context = EngineFixture.OfflineContext<TContext>();
        WrittenPlans.Write(Build<TContext>(), context, _file);
    }

    private void AssertSame<TContext>()
        where TContext : DbContext
    {
        Write<TContext>();
        var build = Build<TContext>();
        var plans = WrittenPlans.Read(File.ReadAllBytes(_file), WrittenPlans.KeyOf(build))!;
        using var context = EngineFixture.OfflineContext<TContext>();
        var planner = new MigrationPlanner(context, build.ReadGraph());
        foreach (var id in build.ReadGraph().Ids)
        {
            var read = plans.Find(MigrationDirection.Up, id)!;
            Assert.Equal(StepChain.Of(read.Steps), read.WrittenChain);
            Assert.Equal(Text(planner.Plan(MigrationDirection.Up, [id]).Migrations[0] with { IsAssured = read.IsAssured }), Text(read));
            if (planner.Has(id, MigrationDirection.Down)) Assert.Equal(Text(planner.Plan(MigrationDirection.Down, [id]).Migrations[0]), Text(plans.Find(MigrationDirection.Down, id)!));
        }
    }

    private static string Text(PlannedMigration plan) => JsonSerializer.Serialize(plan);
}
