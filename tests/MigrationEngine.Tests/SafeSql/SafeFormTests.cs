using Microsoft.EntityFrameworkCore;
using TradingPlatform.MigrationEngine.Tests.Scripting;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

/// <summary>The safe form and EF's own reach the same schema and the same rows, both ways.</summary>
public sealed class SafeFormTests
{
    [Fact]
    public async Task UpAndDown_InTheSafeForm_EndWhereThePlainFormEnds()
    {
        await using var safe = await TestDatabase.CreateEmptyAsync();
        await using var plain = await TestDatabase.CreateEmptyAsync();
        await safe.UpAsync<SafeContext>();
        await plain.UpAsync<PlainFormContext>();

        Assert.Equal(await CatalogAsync(plain), await CatalogAsync(safe));
        var rows = await safe.ScalarAsync<string>(SafeChanges.Rows);
        Assert.Equal(await plain.ScalarAsync<string>(SafeChanges.Rows), rows);
        Assert.EndsWith(" 500 500", rows, StringComparison.Ordinal);

        await safe.DownAsync<SafeContext>(SafeContext.Create, allowDataLoss: true);
        await plain.DownAsync<PlainFormContext>(SafeContext.Create, allowDataLoss: true);
        Assert.Equal(await CatalogAsync(plain), await CatalogAsync(safe));
        Assert.Contains(await CatalogAsync(safe), line => line.Contains("ix_orders_note", StringComparison.Ordinal));

        await safe.DownAsync<SafeContext>("base", allowDataLoss: true);
        await safe.UpAsync<SafeContext>();
        await plain.DownAsync<PlainFormContext>("base", allowDataLoss: true);
        await plain.UpAsync<PlainFormContext>();
        Assert.Equal(await CatalogAsync(plain), await CatalogAsync(safe));
    }

    [Fact]
    public async Task TheReasonOfAnExemption_IsKeptInTheJournal()
    {
        await using var run = await TestDatabase.CreateEmptyAsync();
        await using var scripted = await TestDatabase.CreateEmptyAsync();

        await run.UpAsync<PlainFormContext>();
        await scripted.ApplyAsync(Scripts.Of<PlainFormContext>());

        var entries = await run.JournalAsync();
        Assert.Null(entries[0].Exemptions);
        Assert.Contains("set-not-null: the tables are small\n", entries[1].Exemptions, StringComparison.Ordinal);
        Assert.Equal(entries[1].Exemptions, (await scripted.JournalAsync())[1].Exemptions);
    }

    [Fact]
    public void Plan_WhenEverythingIsExempt_IsOneTransaction()
    {
        using var context = EngineFixture.OfflineContext<PlainFormContext>();
        var graph = MigrationGraph.Of(new DbContextOptionsBuilder<PlainFormContext>().UseNpgsql("Host=nowhere").Options);
        var plan = OfflinePlanner.Plan(graph, context, MigrationTarget.Base, MigrationTarget.Head);

        Assert.All(plan.Migrations, migration => Assert.Single(migration.Steps));
    }

    private static Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database) => CatalogSnapshot.ReadAsync(database.ConnectionString, "migration");
}
