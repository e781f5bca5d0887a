using System.Diagnostics;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class FirstRunTests
{
    [Fact]
    public async Task Up_WhereEfsOwnMigratorHasRun_RefusesAndNamesAdopt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(EfHistoryOf(ShopContext.CreateItems));

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>());

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains("public.\"__EFMigrationsHistory\" lists 1 migrations of this build", failure.Message, StringComparison.Ordinal);
        Assert.Contains("`adopt`", failure.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('shop.items') IS NULL"));
    }

    [Fact]
    public async Task Up_WhereAHandHasMadeATable_FailsAndPointsToCheckAndAdopt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE SCHEMA shop; CREATE TABLE shop.items (id int)");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>());

        Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
        Assert.EndsWith("`check` compares the schema, and `adopt` takes over a whole database that another tool or a hand has made.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_BesideTheHistoryOfAnotherProgram_Runs()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(EfHistoryOf("20200101000000_SomethingElse"));

        Assert.Equal(3, (await database.UpAsync<ShopContext>()).Migrations.Count);
    }

    [Fact]
    public async Task Up_LooksForWhoIsInItsWay_UnlessThereIsNoTableYet()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        Assert.Equal(0, await QuestionsAsync(database));

        await database.DownAsync<ShopContext>("base");
        await database.ExecuteAsync("CREATE TABLE public.of_another_program (id int)");

        Assert.NotEqual(0, await QuestionsAsync(database));
    }

    [Fact]
    public void ForNobody_IsTheSamePlan_WithoutLocksToLookFor()
    {
        using var context = EngineFixture.OfflineContext<ShopContext>();
        var plan = OfflinePlanner.Plan(MigrationGraph.Of(context), context, MigrationTarget.Parse("base"), MigrationTarget.Parse("head"));
        Assert.Contains(Steps(plan), step => step.Locks.Count > 0);

        var forNobody = plan.ForNobody();

        Assert.All(Steps(forNobody), step => Assert.Empty(step.Locks));
        Assert.Equal(Steps(plan).SelectMany(step => step.Statements), Steps(forNobody).SelectMany(step => step.Statements));
        Assert.Equal(plan.Migrations.Select(migration => migration.Id), forNobody.Migrations.Select(migration => migration.Id));

        static IEnumerable<MigrationStep> Steps(MigrationPlan plan) => plan.Migrations.SelectMany(migration => migration.Steps);
    }

    /// <summary>How many messages of a run up ask for those whom it would have to wait for.</summary>
    private static async Task<int> QuestionsAsync(TestDatabase database)
    {
        var asked = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string != database.Name && activity.GetTagItem("db.name") as string != database.Name) return;
                if ((activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text
                    && text.Contains("AND relation = ANY (ARRAY[", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref asked);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        Assert.NotEmpty((await database.UpAsync<ShopContext>()).Migrations);
        return asked;
    }

    [Fact]
    public async Task Up_AfterEverythingWasReverted_RunsAlthoughEfsTableIsStillThere()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.DownAsync<ShopContext>("base");
        await database.ExecuteAsync(EfHistoryOf(ShopContext.CreateItems));

        Assert.Equal(3, (await database.UpAsync<ShopContext>()).Migrations.Count);
    }

    /// <summary>What EF Core's own migrator leaves in a database.</summary>
    internal static string EfHistoryOf(string id) =>
        $"""
        CREATE TABLE public."__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);
        INSERT INTO public."__EFMigrationsHistory" VALUES ('{id}', '9.0.0');
        """;
}
