using TradingPlatform.MigrationEngine.Tests.Backfills;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

/// <summary>How soon the operating system is asked to write what large changes have changed.</summary>
public sealed class SteadyWritebackTests
{
    [Theory]
    [InlineData(10_000, "DEFAULT", "512kB")]
    [InlineData(10, "DEFAULT", "0")]
    [InlineData(10_000, "'128kB'", "128kB")]
    public async Task Up_WithBatches_AsksForIt_OnALargeTable_UnlessItWasChosen(int rows, string chosen, string expected)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await BusyTable.CreateAsync(database.ConnectionString, rows, default);
        await database.ExecuteAsync(
            """
            ALTER TABLE busy.trades ADD COLUMN filler text;
            ALTER TABLE busy.trades ALTER COLUMN filler SET STORAGE PLAIN;
            UPDATE busy.trades SET filler = repeat(md5(id::text), 240);
            """);
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET backend_flush_after = {chosen}");
        await BusyContext.MigratePlainlyAsync(database.ConnectionString, BusyContext.Text, default);
        await WitnessAsync(database, "busy.trades");

        await BusyContext.MigrateAsync(database.Options(), BusyContext.Required, default);

        Assert.Equal(expected, await SeenAsync(database));
    }

    [Fact]
    public async Task Run_OfABackfill_AsksForIt()
    {
        await using var database = await BackfillScene.CreateAsync(BackfillScene.Orders(10));
        await WitnessAsync(database, "work.orders");

        await database.RunAsync(BackfillScene.Cents);

        Assert.Equal("512kB", await SeenAsync(database));
    }

    private static Task WitnessAsync(TestDatabase database, string table) => database.ExecuteAsync(
        $"""
        CREATE TABLE public.seen (flush text);
        CREATE FUNCTION public.see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.seen VALUES (current_setting('backend_flush_after')); RETURN NULL; END $$;
        CREATE TRIGGER see AFTER UPDATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION public.see();
        """);

    private static Task<string> SeenAsync(TestDatabase database) => database.ScalarAsync<string>("SELECT string_agg(DISTINCT flush, ',') FROM public.seen");
}
