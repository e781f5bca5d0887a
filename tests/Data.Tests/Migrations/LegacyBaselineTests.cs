using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

public sealed class LegacyBaselineTests
{
    private const string Baseline = "20260101000001_LegacyBaseline";

    [Fact]
    public async Task Up_BuildsTheTablesAsTheHandRunFilesLeftThem()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Baseline);

        var catalog = await TradingSchema.CatalogAsync(database.ConnectionString);

        Assert.DoesNotContain(catalog, line => line.Contains("timestamp with time zone", StringComparison.Ordinal));
        Assert.Contains(catalog, line => line.StartsWith("constraint public.orders orders_pkey PRIMARY KEY", StringComparison.Ordinal));
        Assert.Contains(catalog, line => line.StartsWith("constraint public.orders orders_broker_order_id_key UNIQUE", StringComparison.Ordinal));
        Assert.Contains(catalog, line => line.StartsWith("constraint public.orders orders_qty_check CHECK", StringComparison.Ordinal));
        Assert.Contains(catalog, line =>
            line.StartsWith("constraint public.signal_order_mappings signal_order_mappings_run_id_fkey FOREIGN KEY", StringComparison.Ordinal));
    }
}
