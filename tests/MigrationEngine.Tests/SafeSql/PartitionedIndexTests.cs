using TradingPlatform.MigrationEngine.Tests.Scripting;
using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

public sealed class PartitionedIndexTests
{
    /// <summary>Five: of the table, of the partitioned partition, and of three leaves.</summary>
    private const string Valid =
        """
        SELECT format('%s indexes, %s valid, %s attached', count(*), count(*) FILTER (WHERE indisvalid), count(*) FILTER (WHERE EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid)))
        FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE c.relnamespace = 'parts'::regnamespace
        """;

    [Fact]
    public async Task Up_WithAnIndexOfAPartitionedTable_BuildsItPartByPart_AndDownDropsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await database.UpAsync<PartsContext>();
        Assert.Equal("5 indexes, 5 valid, 4 attached", await database.ScalarAsync<string>(Valid));

        await database.DownAsync<PartsContext>("-1");
        Assert.Equal("0 indexes, 0 valid, 0 attached", await database.ScalarAsync<string>(Valid));
    }

    [Fact]
    public async Task Up_CutOffBetweenTheParts_IsFinishedByTheNextOne()
    {
        await using var counted = await TestDatabase.CreateEmptyAsync();
        await counted.UpAsync<PartsContext>(PartsContext.Create);
        await using var all = new CuttingProxy(counted.ConnectionString);
        await RunAsync(counted, all.ConnectionString);

        // The last two give the lock back: the run is over.
        var end = all.Counted - 2;
        for (var point = end - 26; point < end; point += 3)
        {
            await using var database = await TestDatabase.CreateEmptyAsync();
            await database.UpAsync<PartsContext>(PartsContext.Create);
            await using (var proxy = new CuttingProxy(database.ConnectionString) { At = point })
                await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database, proxy.ConnectionString));
            await database.WaitUntilAsync("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'engine test%')");

            await database.UpAsync<PartsContext>();

            Assert.Equal("5 indexes, 5 valid, 4 attached", await database.ScalarAsync<string>(Valid));
        }
    }

    [Fact]
    public async Task Script_WithAnIndexOfAPartitionedTable_StopsWithTheRecipe()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<PartsContext>(PartsContext.Create);

        var said = await database.RefuseAsync(Scripts.Of<PartsContext>(PartsContext.Create));

        Assert.Contains("ATTACH PARTITION", said, StringComparison.Ordinal);
    }

    private static async Task RunAsync(TestDatabase database, string connectionString)
    {
        await using var session = await database.Migrator<PartsContext>(database.Options() with { ConnectionString = connectionString }).BeginAsync(default);
        await session.UpAsync(MigrationTarget.Head, default);
    }
}
