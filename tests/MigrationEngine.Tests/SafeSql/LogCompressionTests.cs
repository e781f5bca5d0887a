using TradingPlatform.MigrationEngine.Tests.Backfills;
using TradingPlatform.MigrationEngine.Tests.Scripting;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

/// <summary>In which form a run writes large changes to the server's log.</summary>
public sealed class LogCompressionTests
{
    private const string Lz4 =
        "SELECT CASE WHEN current_setting('server_version_num')::int >= 150000 AND 'lz4' = ANY (enumvals) THEN 'lz4' ELSE 'off' END FROM pg_settings WHERE name = 'wal_compression'";

    /// <summary>Said by every statement that builds an index; the last one is the migration's.</summary>
    private const string Witness =
        """
        CREATE TABLE busy.seen (number int GENERATED ALWAYS AS IDENTITY, compression text);
        CREATE FUNCTION busy.see() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO busy.seen (compression) VALUES (current_setting('wal_compression')); END $$;
        CREATE EVENT TRIGGER see ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION busy.see();
        """;

    private const string Enlarge =
        """
        ALTER TABLE busy.trades ADD COLUMN filler text;
        ALTER TABLE busy.trades ALTER COLUMN filler SET STORAGE PLAIN;
        UPDATE busy.trades SET filler = repeat(md5(id::text), 240);
        """;

    [Fact]
    public async Task Up_WithAnIndexOfALargeTable_CompressesItsLog()
    {
        await using var database = await CreateAsync(isLarge: true);

        await BusyContext.MigrateAsync(database.Options(), BusyContext.Index, default);

        Assert.Equal(await database.ScalarAsync<string>(Lz4), await SeenAsync(database));
    }

    [Fact]
    public async Task Up_WithAnIndexOfASmallTable_LeavesTheLogAsItIs()
    {
        await using var database = await CreateAsync(isLarge: false);

        await BusyContext.MigrateAsync(database.Options(), BusyContext.Index, default);

        Assert.Equal("off", await SeenAsync(database));
    }

    [Fact]
    public async Task Up_WhereACompressionWasChosen_KeepsIt()
    {
        await using var database = await CreateAsync(isLarge: true);
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET wal_compression = on");
        var chosen = await database.ScalarAsync<string>("SELECT current_setting('wal_compression')");

        await BusyContext.MigrateAsync(database.Options(), BusyContext.Index, default);

        Assert.Equal(chosen, await SeenAsync(database));
    }

    [Fact]
    public async Task Up_OfARoleThatMayNotCompress_LeavesTheLogAsItIs()
    {
        await using var database = await CreateAsync(isLarge: true);
        await database.ExecuteAsync(
            $"""
            GRANT CREATE ON DATABASE {database.Name} TO pg_database_owner;
            ALTER SCHEMA busy OWNER TO pg_database_owner;
            ALTER TABLE busy.trades OWNER TO pg_database_owner;
            ALTER TABLE busy.seen OWNER TO pg_database_owner;
            """);

        var options = database.Options();
        await BusyContext.MigrateAsync(options with { ConnectionString = $"{options.ConnectionString};Options=-c role=pg_database_owner" }, BusyContext.Index, default);

        Assert.Equal("off", await SeenAsync(database));
    }

    [Fact]
    public async Task Up_WithBatchesOfALargeTable_CompressesTheirLog()
    {
        await using var database = await CreateAsync(isLarge: true);
        await BusyContext.MigratePlainlyAsync(database.ConnectionString, BusyContext.Text, default);
        await database.ExecuteAsync(WitnessOfRows("busy.trades"));

        await BusyContext.MigrateAsync(database.Options(), BusyContext.Required, default);

        Assert.Equal(await database.ScalarAsync<string>(Lz4), await SeenAsync(database));
    }

    [Fact]
    public async Task Run_OfABackfill_CompressesItsLog()
    {
        await using var database = await BackfillScene.CreateAsync(BackfillScene.Orders(10));
        await database.ExecuteAsync("CREATE SCHEMA busy; CREATE TABLE busy.seen (number int GENERATED ALWAYS AS IDENTITY, compression text)");
        await database.ExecuteAsync(WitnessOfRows("work.orders"));

        await database.RunAsync(BackfillScene.Cents);

        Assert.Equal(await database.ScalarAsync<string>(Lz4), await SeenAsync(database));
    }

    [Fact]
    public async Task Script_CompressesTheLogToo()
    {
        await using var database = await CreateAsync(isLarge: false);

        await database.ApplyAsync(Scripts.Of<BusyContext>(to: BusyContext.Index));

        Assert.Equal(await database.ScalarAsync<string>(Lz4), await SeenAsync(database));
    }

    private static string WitnessOfRows(string table) =>
        $"""
        CREATE FUNCTION busy.see_rows() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN INSERT INTO busy.seen (compression) VALUES (current_setting('wal_compression')); RETURN NULL; END $$;
        CREATE TRIGGER see_rows AFTER UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION busy.see_rows();
        """;

    private static async Task<TestDatabase> CreateAsync(bool isLarge)
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await BusyTable.CreateAsync(database.ConnectionString, isLarge ? 10_000 : 10, default);
        if (isLarge) await database.ExecuteAsync(Enlarge);
        await database.ExecuteAsync(Witness);
        return database;
    }

    private static Task<string> SeenAsync(TestDatabase database) => database.ScalarAsync<string>("SELECT compression FROM busy.seen ORDER BY number DESC LIMIT 1");
}
