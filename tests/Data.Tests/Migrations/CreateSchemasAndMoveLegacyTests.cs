using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

public sealed class CreateSchemasAndMoveLegacyTests
{
    private const string Baseline = "20260101000001_LegacyBaseline";
    private const string Move = "20260101000002_CreateSchemasAndMoveLegacy";

    // No column of a legacy table is left out, so that a lost value shows.
    private const string LegacyRows = """
        INSERT INTO public.orders (client_order_id, strategy_id, symbol, side, qty, order_type, limit_price, time_in_force, status,
            broker_order_id, filled_qty, filled_avg_price, metadata, submitted_at, filled_at, created_at, updated_at)
        VALUES ('0123456789abcdef01234567', 'alpha_baseline', 'AAPL', 'buy', 10.5, 'limit', 187.25, 'day', 'cancelled',
            'broker-1', 3.1234567891, 187.2, '{"reason": "rebalance"}', '2024-03-10 14:30:00.123456', NULL, '2024-03-10 02:30:00', '2024-11-03 01:30:00');
        INSERT INTO public.positions (symbol, qty, avg_entry_price, unrealized_pl, updated_at) VALUES ('AAPL', -3, 187.2, -1.5, '2024-03-31 01:30:00');
        INSERT INTO public.orchestration_runs (run_id, strategy_id, as_of_date, status, symbols, capital, started_at, completed_at, created_at, updated_at)
        VALUES ('018e2a00-0000-7000-8000-000000000001', 'alpha_baseline', '2024-03-10', 'partial', '{AAPL,MSFT}', 100000,
            '2024-03-10 09:30:00', '2024-03-10 09:31:00', '2024-03-10 09:30:00', '2024-03-10 09:31:00');
        INSERT INTO public.signal_order_mappings (run_id, symbol, predicted_return, client_order_id, order_side, created_at, updated_at)
        VALUES ('018e2a00-0000-7000-8000-000000000001', 'AAPL', 0.012, '0123456789abcdef01234567', 'buy', '2024-03-10 09:30:30', '2024-03-10 09:30:30');
        INSERT INTO public.model_registry (strategy_name, version, model_path, status, created_at, activated_at)
        VALUES ('alpha_baseline', 'v1.0.0', '/models/1', 'active', '2024-01-01 00:00:00', '2024-01-02 00:00:00');
        """;

    private static readonly (string Table, string Ours)[] Tables =
    [
        ("orders", "execution"), ("positions", "execution"), ("orchestration_runs", "execution"),
        ("signal_order_mappings", "execution"), ("model_registry", "research"),
    ];

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    public async Task Up_KeepsRowsAndReadsTheirTimesAsUtc_WhateverTheZone(string zone)
    {
        await using var database = await BaselineWithRowsAsync();
        var legacy = await RowsAsync(database, ours: false);

        await RunScriptAsync(database, zone, Baseline, Move);

        Assert.Equal(legacy, await RowsAsync(database, ours: true));
        var submitted = await TradingSchema.RowsAsync(database.ConnectionString, "SELECT extract(epoch FROM submitted_at) FROM execution.orders");
        Assert.Equal("1710081000.123456", Assert.Single(submitted));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    public async Task Down_GivesTheLegacyRowsBackAsTheyWere(string zone)
    {
        await using var database = await BaselineWithRowsAsync();
        var legacy = await RowsAsync(database, ours: false);

        await RunScriptAsync(database, zone, Baseline, Move);
        await RunScriptAsync(database, zone, Move, Baseline);

        Assert.Equal(legacy, await RowsAsync(database, ours: false));
    }

    [Fact]
    public async Task Up_RenamesAndDoesNotRebuildConstraints()
    {
        const string constraints =
            "SELECT oid FROM pg_constraint WHERE conrelid::regclass::text ~ '(orders|positions|runs|mappings|registry)$' ORDER BY oid";
        await using var database = await BaselineWithRowsAsync();
        var before = await TradingSchema.RowsAsync(database.ConnectionString, constraints);

        await TradingSchema.UpAsync(database.ConnectionString, Move);

        Assert.NotEmpty(before);
        Assert.Equal(before, await TradingSchema.RowsAsync(database.ConnectionString, constraints));
    }

    [Fact]
    public async Task Up_RewritesNoTable()
    {
        const string files = "SELECT oid, relfilenode FROM pg_class WHERE relkind = 'r' AND relname ~ '^(orders|positions|orchestration_runs|signal_order_mappings|model_registry)$' ORDER BY oid";
        await using var database = await BaselineWithRowsAsync();
        var before = await TradingSchema.RowsAsync(database.ConnectionString, files);

        await RunScriptAsync(database, "America/New_York", Baseline, Move);

        Assert.Equal(Tables.Length, before.Count);
        Assert.Equal(before, await TradingSchema.RowsAsync(database.ConnectionString, files));
    }

    [Fact]
    public async Task Up_LeavesTheTriggersWorking()
    {
        await using var database = await BaselineWithRowsAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Move);

        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE execution.orders SET status = 'filled'");

        var age = await TradingSchema.RowsAsync(database.ConnectionString, "SELECT now() - updated_at < interval '1 minute' FROM execution.orders");
        Assert.Equal("True", Assert.Single(age));
    }

    private static async Task<TestDatabase> BaselineWithRowsAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Baseline);
        await TradingSchema.ExecuteAsync(database.ConnectionString, LegacyRows);
        return database;
    }

    // As a script, in a session of another zone: the engine's sessions are always in UTC and would hide a missing zone.
    private static async Task RunScriptAsync(TestDatabase database, string zone, string from, string to)
    {
        await using var context = TradingSchema.Offline();
        var session = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timezone = zone };
        await TradingSchema.ExecuteAsync(session.ConnectionString, context.GetService<IMigrator>().GenerateScript(from, to));
    }

    // Times as the clock in UTC shows them, in either shape.
    private static async Task<IReadOnlyList<string>> RowsAsync(TestDatabase database, bool ours)
    {
        var rows = new List<string>();
        foreach (var (table, schema) in Tables)
        {
            var columns = await TradingSchema.RowsAsync(database.ConnectionString, $"""
                SELECT string_agg(CASE WHEN data_type = 'timestamp with time zone' THEN format('%I AT TIME ZONE ''UTC''', column_name)
                    ELSE quote_ident(column_name) END || ' AS ' || quote_ident(column_name), ', ' ORDER BY ordinal_position)
                FROM information_schema.columns WHERE table_schema = '{(ours ? schema : "public")}' AND table_name = '{table}'
                """);
            rows.AddRange(await TradingSchema.RowsAsync(database.ConnectionString,
                $"SELECT to_jsonb(row) FROM (SELECT {columns[0]} FROM {(ours ? schema : "public")}.{table}) AS row"));
        }
        Assert.Equal(Tables.Length, rows.Count);
        return rows;
    }
}
