namespace TradingPlatform.Data;

/// <summary>
/// The tables of the older systems that the baseline does not have and a database may have beside it, and by which columns they are
/// told from a stranger's of the same name. Columns that only some of the systems had are not among them.
/// </summary>
internal static class OlderTables
{
    public const string Schema = "public";
    public const string Users = "users";
    public const string Backtests = "backtests";

    /// <summary>
    /// Both are carried once users and backtests have their final shape, which they have since UserProfileContract: with the next migration, because
    /// nobody looks for backfills behind a contraction.
    /// </summary>
    public const string After = "20260101000036_OrderConflictColumns";

    public static IReadOnlyList<string> UserColumns { get; } = ["id", "email", "hashed_password", "name", "is_active", "created_at"];

    public static IReadOnlyList<string> BacktestColumns { get; } =
    [
        "id", "user_id", "symbol", "interval", "start_date", "end_date", "parameters", "initial_capital", "final_capital", "total_return", "win_rate",
        "total_fees", "avg_profit", "total_trades", "winning_trades", "losing_trades", "daily_results", "monthly_results", "test_mode", "created_at",
    ];
}
