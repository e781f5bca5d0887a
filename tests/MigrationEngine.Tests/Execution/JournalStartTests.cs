using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

/// <summary>The rows with which migrations begin: from the second one of a run on they are written by a prepared statement.</summary>
public sealed class JournalStartTests
{
    [Fact]
    public async Task Up_WhereAMigrationDeallocatesWhatIsPrepared_GoesOnAndJournalsEachMigrationOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await database.UpAsync<DeallocateContext>();

        var journal = await database.JournalAsync();
        Assert.Equal(["One", "Two", "Deallocate", "Four", "Five"], journal.Select(entry => entry.MigrationId.Split('_')[1]));
        Assert.All(journal, entry => Assert.Equal(JournalOutcome.Succeeded, entry.Outcome));
    }

    [Fact]
    public async Task Up_WritesTheSameFactsPreparedAndNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<CrashContext>();

        // The first row of a run is written without preparation, the others with it.
        Assert.Equal(
            1,
            await database.ScalarAsync<long>(
                """
                SELECT count(DISTINCT (run_id, direction, outcome, os_user, host, process_id, application, application_version, product_version,
                    trace_id, history_table, exemptions, database_user)) FROM migration.journal
                """));
        Assert.Equal(
            0,
            await database.ScalarAsync<long>(
                "SELECT count(*) FROM migration.journal WHERE sql_hash !~ '^[0-9a-f]{64}$' OR operations_hash !~ '^v1:[0-9a-f]{64}$' OR steps_done <> steps_total OR open_step IS NOT NULL"));
    }
}
