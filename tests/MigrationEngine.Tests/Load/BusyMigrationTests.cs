using TradingPlatform.Testing;
using Xunit.Abstractions;

namespace TradingPlatform.MigrationEngine.Tests.Load;

/// <summary>Each kind of migration while clients read and write, with a long transaction in its way. At full size: benchmarks/README.md.</summary>
public sealed class BusyMigrationTests(ITestOutputHelper output)
{
    private const int Rows = 100_000;
    private const int Rate = 200;
    private const int Connections = 4;

    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task Up_BehindALongTransaction_KeepsNoClientWaiting_AsThePlainFormDoes()
    {
        await using var safe = await CreateAsync();
        await using var plain = await CreateAsync();
        var (updated, added) = (0L, 0L);
        var longest = TimeSpan.Zero;
        foreach (var change in BusyContext.Changes) await MigrateAsync(change, () => BusyContext.MigrateAsync(safe.Options(), change.Migration, default));
        var migrated = await CatalogSnapshot.ReadAsync(safe.ConnectionString, "migration");
        await MigrateAsync(BusyTypeChange.Change, () => BusyTypeChange.RunAsync(safe.Options(), default));

        // One kind shows what all of them do, and the others make the schema to compare with.
        await BusyContext.MigratePlainlyAsync(plain.ConnectionString, BusyContext.ForeignKey, default);
        var stalled = await MeasureAsync(plain, () => BusyContext.MigratePlainlyAsync(plain.ConnectionString, BusyContext.Check, default));
        await BusyContext.MigratePlainlyAsync(plain.ConnectionString, BusyContext.Changes[^1].Migration, default);

        output.WriteLine($"plain check: {stalled.Duration}, longest request {stalled.Load.Worst}, longest wait for locks {stalled.Load.WorstLockWait}");
        Assert.True(
            stalled.Load.WorstLockWait > Behind / 2, $"The plain form kept nobody waiting for longer than {stalled.Load.WorstLockWait}: there is nothing to compare with.");
        Assert.True(longest < stalled.Load.WorstLockWait / 2, $"A client waited {longest} for locks, and {stalled.Load.WorstLockWait} for those of the plain form.");
        Assert.Equal(await CatalogSnapshot.ReadAsync(plain.ConnectionString, "migration"), migrated);
        Assert.Equal(0L, await safe.ScalarAsync<long>(BusyTable.WrongRows));
        Assert.Equal(1 + Rows + added, await safe.ScalarAsync<long>("SELECT count(*) FROM busy.trades"));
        Assert.Equal(1 + Rows + added + updated, await safe.ScalarAsync<long>("SELECT sum(quantity)::bigint FROM busy.trades"));
        Assert.Equal("bigint", await safe.ScalarAsync<string>("SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'busy.trades'::regclass AND attname = 'quantity'"));

        async Task MigrateAsync(BusyChange change, Func<Task> run)
        {
            var seen = await MeasureAsync(safe, run);

            output.WriteLine($"{change.Name}: {seen.Duration}, longest request {seen.Load.Worst}, longest wait for locks {seen.Load.WorstLockWait}, {seen.Whole.Samples.Count} answered");
            Assert.Empty(seen.Whole.Errors);
            Assert.Equal(0, seen.Whole.Missing);
            Assert.True(seen.Duration > Behind / 2, $"{change.Name}: the transaction was not in the way.");
            longest = seen.Load.WorstLockWait > longest ? seen.Load.WorstLockWait : longest;
            (updated, added) = (updated + seen.Whole.Count(LoadKind.Change), added + seen.Whole.Count(LoadKind.Add));
        }
    }

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await BusyTable.CreateAsync(database.ConnectionString, Rows, default);
        return database;
    }

    private static Task<LoadedChange> MeasureAsync(TestDatabase database, Func<Task> change) => LoadedChange.MeasureAsync(
        () => ClientLoad.StartAsync(database.ConnectionString, Rows, Rate, Connections, default), change, database.ConnectionString, Behind, default);
}
