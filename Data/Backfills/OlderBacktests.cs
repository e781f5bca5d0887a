using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>
/// Carries the backtests of the older systems from <c>public.backtests</c>, which stays as it is: days and flags that were texts become what
/// they say. A test_mode that is NULL counts as false; the market is spot where the table knew none.
/// </summary>
internal sealed class OlderBacktests : SqlBackfill
{
    /// <inheritdoc/>
    public override string Name => "older-backtests";

    /// <inheritdoc/>
    public override string After => OlderTables.After;

    /// <inheritdoc/>
    public override string Schema => OlderTables.Schema;

    /// <inheritdoc/>
    public override string Table => OlderTables.Backtests;

    /// <inheritdoc/>
    public override IReadOnlyList<string> RecognisedBy => OlderTables.BacktestColumns;

    /// <inheritdoc/>
    public override string Rows => $"NOT EXISTS (SELECT FROM research.backtests AS carried WHERE carried.id = {OlderValues.Id(OlderTables.Backtests, "backtests.id")})";

    /// <inheritdoc/>
    public override string Statement => $$"""
        INSERT INTO research.backtests (id, user_id, symbol, "interval", start_date, end_date, parameters, market_type, initial_capital, final_capital, total_return,
            win_rate, total_fees, avg_profit, total_trades, winning_trades, losing_trades, daily_results, monthly_results, test_mode, created_at)
        SELECT {{OlderValues.Id(OlderTables.Backtests, "batch.id")}}, {{OlderValues.Id(OlderTables.Users, "user_id")}}, symbol, "interval",
            {{OlderValues.DayOf("start_date")}}, {{OlderValues.DayOf("end_date")}}, coalesce(parameters::jsonb, '{}'),
            coalesce({{OlderValues.Optional("batch", "market_type")}}, 'spot'), {{OlderValues.NumberOf("initial_capital")}}, {{OlderValues.NumberOf("final_capital")}},
            {{OlderValues.NumberOf("total_return")}}, {{OlderValues.NumberOf("win_rate")}}, coalesce({{OlderValues.NumberOf("total_fees")}}, 0),
            {{OlderValues.NumberOf("avg_profit")}}, coalesce(total_trades, 0), coalesce(winning_trades, 0), coalesce(losing_trades, 0),
            coalesce(daily_results::jsonb, '[]'), coalesce(monthly_results::jsonb, '[]'), coalesce({{OlderValues.FlagOf("test_mode")}}, false),
            coalesce({{OlderValues.MomentOf("created_at")}}, now())
        FROM batch
        """;
}
