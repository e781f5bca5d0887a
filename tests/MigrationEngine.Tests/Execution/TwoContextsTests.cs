using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

/// <summary>Two contexts in one database, each with a history table of its own, sharing the lock and the journal.</summary>
public sealed class TwoContextsTests
{
    [Fact]
    public async Task Status_OfEachContext_KnowsNothingOfTheOther()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var before = await Ledger(database).ReadStatusAsync(default);
        Assert.Equal([LedgerContext.First, LedgerContext.Stops], before.Pending);
        Assert.Empty(before.Unknown);
        Assert.Equal([LedgerContext.First], await UpAsync(database, "+1"));

        var shop = await database.StatusAsync<ShopContext>();
        Assert.Equal(3, shop.Applied.Count);
        Assert.Empty(shop.Unknown);
        Assert.Equal(MigrationExitCode.Success, shop.ExitCode);
        Assert.Equal(
            ["migration.__EFMigrationsHistory", "public.ledger_history"],
            (await database.JournalAsync()).Select(entry => entry.HistoryTable).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Up_OfOneContext_IsNotHeldUpByAHalfDoneMigrationOfTheOther()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => UpAsync(database, "head"));

        Assert.Equal(3, (await database.UpAsync<ShopContext>()).Migrations.Count);
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);

        var ledger = await Ledger(database).ReadStatusAsync(default);
        Assert.Equal(MigrationExitCode.Damaged, ledger.ExitCode);
        Assert.Equal([LedgerContext.Stops], ledger.Unfinished.Select(entry => entry.MigrationId));
    }

    [Fact]
    public async Task Down_OfOneContext_LeavesTheOtherAlone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await UpAsync(database, "+1");

        await database.DownAsync<ShopContext>("base");

        Assert.Equal([LedgerContext.First], (await Ledger(database).ReadStatusAsync(default)).Applied.Select(applied => applied.Id));
    }

    [Fact]
    public async Task Begin_OfOneContext_WaitsForTheOther()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var holder = await database.Migrator<ShopContext>().BeginAsync(default);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => Ledger(database, TimeSpan.FromMilliseconds(200)).BeginAsync(default));

        Assert.Equal(MigrationExitCode.LockNotAcquired, failure.ExitCode);
    }

    private static async Task<IReadOnlyList<string>> UpAsync(TestDatabase database, string target)
    {
        await using var session = await Ledger(database).BeginAsync(default);
        return (await session.UpAsync(MigrationTarget.Parse(target), default)).Migrations;
    }

    private static SchemaMigrator Ledger(TestDatabase database, TimeSpan? lockWait = null)
    {
        var options = new DbContextOptionsBuilder<LedgerContext>()
            .UseNpgsql(database.ConnectionString, npgsql => npgsql.MigrationsHistoryTable("ledger_history"))
            .Options;
        var engine = database.Options() with { ContextOptions = options };
        if (lockWait is { } wait) engine = engine with { LockWait = wait };
        return new SchemaMigrator(() => new LedgerContext(options), engine, NullLogger<SchemaMigrator>.Instance, TimeProvider.System);
    }
}
