using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>Rows of the legacy tables as years of use leave them, and every table's rows in a form in which before and after can be compared.</summary>
internal static class LegacyRows
{
    // Every status there is; local times that a change of clocks skips or repeats; the longest texts; the largest and smallest numbers; odd JSON.
    private const string Sql =
        """
        INSERT INTO orders (client_order_id, strategy_id, symbol, side, qty, order_type, time_in_force, status, created_at, updated_at)
        SELECT 'status-' || status, 'alpha_baseline', 'AAPL', 'sell', 1, 'market', 'gtc', status, '2024-03-10 02:30:00', '2024-03-10 02:30:00'
        FROM unnest(ARRAY['pending_new', 'dry_run', 'submitted', 'submitted_unconfirmed', 'new', 'accepted', 'pending_cancel', 'pending_replace',
            'partially_filled', 'suspended', 'stopped', 'calculated', 'cancelled', 'expired', 'failed', 'rejected', 'replaced', 'done_for_day',
            'blocked_kill_switch', 'blocked_circuit_breaker', 'filled']) AS status;
        INSERT INTO orders (client_order_id, strategy_id, symbol, side, qty, order_type, limit_price, stop_price, time_in_force, status, broker_order_id,
            filled_qty, filled_avg_price, error_message, retry_count, metadata, created_at, updated_at, submitted_at, filled_at)
        VALUES
            ('spring gap', repeat('s', 100), repeat('S', 50), 'buy', 999999999999999999.9999999999, 'stop_limit', 0.0000000001, 1, 'ioc', 'filled', 'b-1',
                999999999999999999.9999999999, 0.0000000001, E'two\nlines', 2147483647, '{"reason": "rebalance", "n": 1e400, "ü": [null]}',
                '2024-03-10 02:30:00', '2024-03-31 01:30:00', '2024-03-10 03:00:00', '2024-03-31 02:00:00.123456'),
            ('autumn fold', 'alpha_baseline', 'aapl', 'buy', 1, 'limit', 1, NULL, 'fok', 'cancelled', 'B-1',
                0, NULL, 'cancelled by user', 0, '[]', '2024-11-03 01:30:00', '2024-11-03 01:30:00.000001', '2024-10-27 02:30:00', NULL),
            ('', '', '', 'sell', 1, 'stop', NULL, 1, 'day', 'cancelled', '', 0, NULL, '', 0, 'null', 'infinity', '-infinity', '1969-12-31 23:59:59.999999', NULL),
            ('Ünïcode ☃', 'alpha_baseline', 'RELIANCE', 'buy', 1, 'market', NULL, NULL, 'day', 'filled', NULL, 1, 1, NULL, 0, '"text"',
                '0001-01-01 00:00:00', '9999-12-31 23:59:59.999999', NULL, NULL);

        INSERT INTO positions (symbol, qty, avg_entry_price, current_price, unrealized_pl, realized_pl, updated_at)
        VALUES ('AAPL', -3.5, 187.2, 190, -9.8, 12.3456, '2024-03-10 02:30:00'), ('aapl', 1, 1, NULL, NULL, 0, '2024-11-03 01:30:00'),
            ('FLAT', 0, 0, NULL, NULL, -99999999999999.9999, '2024-03-31 01:30:00'), ('ODD', 0, -1, 1, 0, 0, '2024-03-31 01:30:00');

        INSERT INTO orchestration_runs (run_id, strategy_id, as_of_date, status, symbols, capital, max_position_size, num_signals, model_version,
            started_at, completed_at, duration_seconds, error_message, signal_service_response, execution_gateway_responses, created_at, updated_at)
        VALUES
            ('018e2a00-0000-7000-8000-000000000001', 'alpha_baseline', '2024-03-10', 'partial', '{AAPL,"a,b"}', 100000, 1, 2, 'v1', '2024-03-10 02:30:00',
                '2024-03-10 03:30:00', 3600.0000000001, 'timeout', '{"a": 1}', '[1, 2]', '2024-03-10 02:30:00', '2024-03-10 02:30:00'),
            ('018e2a00-0000-7000-8000-000000000002', 'alpha_baseline', '2024-11-03', 'running', '{}', 0.0001, NULL, 0, NULL, '2024-11-03 01:30:00',
                NULL, NULL, NULL, NULL, 'null', '2024-11-03 01:30:00', '2024-11-03 01:30:00');
        INSERT INTO signal_order_mappings (run_id, symbol, predicted_return, rank, target_weight, client_order_id, order_qty, order_side, broker_order_id,
            order_status, filled_qty, filled_avg_price, skip_reason, created_at, updated_at)
        VALUES
            ('018e2a00-0000-7000-8000-000000000001', 'AAPL', -0.0000000001, 1, 0.5, 'autumn fold', 1, 'buy', 'B-1', 'cancelled', 0, NULL, NULL, '2024-03-10 02:30:00', '2024-03-10 02:30:00'),
            ('018e2a00-0000-7000-8000-000000000001', 'MSFT', NULL, NULL, NULL, 'of no order', NULL, NULL, NULL, NULL, NULL, NULL, 'too small', '2024-03-10 02:30:00', '2024-03-10 02:30:00');

        INSERT INTO model_registry (strategy_name, version, model_path, status, performance_metrics, config, created_at, activated_at, deactivated_at, created_by)
        VALUES
            ('alpha_baseline', 'v1', '/models/1', 'inactive', '{"sharpe": 1.5}', '{}', '2024-03-10 02:30:00', '2024-03-10 02:30:00', '2024-03-31 01:30:00', 'r'),
            ('alpha_baseline', 'v2', '/models/2', 'active', '{}', '{"depth": 3}', '2024-11-03 01:30:00', '2024-11-03 01:30:00', NULL, NULL),
            ('Alpha_Baseline', 'v2', '/models/2', 'active', '[]', '{}', '2024-11-03 01:30:00', NULL, NULL, NULL);
        """;

    private static readonly (string Table, string Schema, string Key)[] Tables =
    [
        ("orders", "execution", "client_order_id"), ("positions", "execution", "symbol"), ("orchestration_runs", "execution", "id"),
        ("signal_order_mappings", "execution", "id"), ("model_registry", "research", "id"),
    ];

    /// <summary>The legacy database with all of them, and the users and backtests of the older systems beside.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync(Sql + OlderSystem.Tables + OlderSystem.Rows);
        return database;
    }

    /// <summary>The columns of the legacy tables.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ColumnsAsync(TestDatabase database)
    {
        var columns = new Dictionary<string, string>();
        foreach (var (table, _, _) in Tables)
        {
            columns[table] = await database.ScalarAsync<string>(
                $"SELECT string_agg(quote_ident(column_name), ',' ORDER BY column_name) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'");
        }

        return columns;
    }

    /// <summary>Every row's legacy columns as they stand, instants as the clock in UTC shows them.</summary>
    public static async Task<List<string>> ReadAsync(TestDatabase database, IReadOnlyDictionary<string, string> columns, bool carried)
    {
        var rows = new List<string>();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, Timezone = "UTC" }.ConnectionString);
        await connection.OpenAsync();
        foreach (var (table, schema, key) in Tables)
        {
            // A cast to text writes +00 behind an instant, and nothing behind a time without zone: that much has to differ.
            var values = string.Join(" || '|' || ", columns[table].Split(',').Select(column =>
                $"'{column}=' || coalesce(regexp_replace({column}::text, '^(.*:\\d\\d(\\.\\d+)?)\\+00$', '\\1'), '<null>')"));
            await using var command = new NpgsqlCommand($"SELECT '{table}|' || {values} FROM {(carried ? schema : "public")}.{table} ORDER BY {key}", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
