using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Status;

/// <summary>A database whose journal an earlier engine made, without the columns that came later.</summary>
public sealed class OlderJournalTests
{
    private const string MakeOlder = """
        ALTER TABLE migration.journal DROP COLUMN source, DROP COLUMN operations_hash, DROP COLUMN history_table, DROP COLUMN done_hash,
            DROP COLUMN open_step
        """;

    [Fact]
    public async Task Status_ReadsItAsItIs()
    {
        await using var database = await OlderAsync();

        var status = await database.StatusAsync<ShopContext>();

        Assert.Equal(MigrationExitCode.Pending, status.ExitCode);
        Assert.All(status.Applied, applied => Assert.NotNull(applied.AppliedAt));
        Assert.All(await database.JournalAsync(), entry => Assert.Equal((JournalSource.Run, null, null), (entry.Source, entry.OperationsHash, entry.HistoryTable)));
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'migration.journal'::regclass AND attname = 'source'"));
    }

    [Fact]
    public async Task Up_UpgradesItAndKeepsItsEntries()
    {
        await using var database = await OlderAsync();

        await database.UpAsync<ShopContext>();

        var journal = await database.JournalAsync();
        Assert.Equal([null, null, "migration.__EFMigrationsHistory"], journal.Select(entry => entry.HistoryTable));
        Assert.All((await database.StatusAsync<ShopContext>()).Applied, applied => Assert.NotNull(applied.AppliedAt));
    }

    [Fact]
    public async Task Up_WhenAnOpenTransactionHasReadIt_GivesUpSoonAndSaysSo()
    {
        await using var database = await OlderAsync();
        await using var reader = await database.ConnectAsync();
        await reader.ExecuteAsync("BEGIN; SELECT count(*) FROM migration.journal");

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<ShopContext>());

        Assert.Equal(MigrationExitCode.LockNotAcquired, failure.ExitCode);
        Assert.Contains("end that transaction", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_WithNothingToDo_LeavesItAlone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync(MakeOlder);

        await database.UpAsync<ShopContext>();

        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'migration.journal'::regclass AND attname = 'source'"));
    }

    private static async Task<TestDatabase> OlderAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await database.ExecuteAsync(MakeOlder);
        return database;
    }
}
