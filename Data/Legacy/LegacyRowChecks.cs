using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>
/// What the legacy tables let in and no application of the platform could read: numbers that are none, moments outside of the calendar,
/// lists of lists; and what the tables of the older systems beside them let in. The rest of what they hold is carried as it is.
/// </summary>
public static class LegacyRowChecks
{
    private const string Baseline = "20260101000001_LegacyBaseline";

    private static readonly (string Table, string Key, string[] Numbers, string[] Moments)[] Tables =
    [
        ("orders", "client_order_id", ["qty", "limit_price", "stop_price", "filled_qty", "filled_avg_price"], ["submitted_at", "filled_at", "created_at", "updated_at"]),
        ("positions", "symbol", ["qty", "avg_entry_price", "current_price", "unrealized_pl", "realized_pl"], ["updated_at"]),
        ("orchestration_runs", "run_id", ["capital", "max_position_size", "duration_seconds"], ["as_of_date", "started_at", "completed_at", "created_at", "updated_at"]),
        ("signal_order_mappings", "id", ["predicted_return", "target_weight", "order_qty", "filled_qty", "filled_avg_price"], ["created_at", "updated_at"]),
        ("model_registry", "strategy_name || ' ' || version", [], ["created_at", "activated_at", "deactivated_at"]),
    ];

    /// <summary>All of them, one a column. A check of numbers passes over none: PostgreSQL's NaN is above zero.</summary>
    public static IReadOnlyList<RowCheck> All { get; } =
    [
        .. from table in Tables
           from column in table.Numbers
           select new RowCheck(Baseline, "public", table.Table, table.Key, $"{column} = 'NaN'", $"{column} is not a number"),
        .. from table in Tables
           from column in table.Moments
           select new RowCheck(
               Baseline, "public", table.Table, table.Key,
               $"isfinite({column}) AND NOT {column}::timestamp BETWEEN '0001-01-01' AND '9999-12-31 23:59:59.999999'",
               $"{column} is outside of the years 1 to 9999"),
        new RowCheck(Baseline, "public", "orchestration_runs", "run_id", "array_ndims(symbols) > 1", "symbols is a list of lists"),
        .. OlderRowChecks.Of(Baseline),
    ];
}
