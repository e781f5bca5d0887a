using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Rows of <see cref="OlderTables"/> that <see cref="OlderUsers"/> and <see cref="OlderBacktests"/> cannot carry, each with its reason.</summary>
internal static class OlderRowChecks
{
    private const decimal MostMoney = 1e14m;
    private const decimal MostAmount = 1e18m;

    private static readonly string[] UserTexts = ["email", "hashed_password", "name"];
    private static readonly string[] UserMoments = ["created_at", "updated_at", "last_login_at"];
    private static readonly string[] Days = ["start_date", "end_date"];
    private static readonly string[] Required = ["initial_capital", "final_capital", "total_return"];
    private static readonly string[] Money = ["initial_capital", "final_capital", "total_fees", "avg_profit"];
    private static readonly string[] Shares = ["total_return", "win_rate"];

    private static readonly string Phone = OlderValues.PhoneOf(OlderValues.Optional("users", "phone"));
    private static readonly string Market = OlderValues.Optional("backtests", "market_type");
    private static readonly (string Table, IReadOnlyList<string> RecognisedBy) BesideUsers = (OlderTables.Users, OlderTables.UserColumns);

    /// <summary>All of them.</summary>
    /// <param name="migration">The migration at which such a database is adopted.</param>
    public static IEnumerable<RowCheck> Of(string migration) =>
    [
        .. Users().Select(check => new RowCheck(migration, OlderTables.Schema, OlderTables.Users, "id", check.Condition, check.Reason) { RecognisedBy = OlderTables.UserColumns }),
        .. Backtests().Select(check => new RowCheck(migration, OlderTables.Schema, OlderTables.Backtests, "id", check.Condition, check.Reason) { RecognisedBy = OlderTables.BacktestColumns }),
        new RowCheck(
            migration, OlderTables.Schema, OlderTables.Backtests, "id",
            "user_id IS NULL OR NOT EXISTS (SELECT FROM public.users WHERE users.id = backtests.user_id)", "user_id is that of no user")
        {
            RecognisedBy = OlderTables.BacktestColumns,
            Beside = BesideUsers,
        },
    ];

    private static IEnumerable<(string Condition, string Reason)> Users() =>
    [
        ("btrim(email) = '' OR email IS NULL", "email is missing"),
        (
            "EXISTS (SELECT FROM public.users AS older WHERE lower(older.email) = lower(users.email) AND older.id < users.id)",
            "email is that of an older user, but for upper and lower case"),
        ($"{OlderValues.Optional("users", "public_id")} !~ '^usr_[0-9a-f]{{12}}$'", "public_id is not usr_ and 12 hexadecimal digits"),
        ($"{Phone} !~ '^\\+[1-9][0-9]{{1,14}}$'", "phone is not an international number such as +14155550123"),
        .. UserTexts.Select(column => ($"length({column}) > 255", $"{column} is longer than 255 characters")),
        .. UserMoments.Select(column => OutOfYears(OlderValues.Optional("users", column), column)),
    ];

    private static IEnumerable<(string Condition, string Reason)> Backtests() =>
    [
        .. Days.Select(column => (
            $"{column} IS NULL OR NOT {OlderValues.IsDay(column)}", $"{column} is not a day of the calendar, written as 2024-03-31")),
        (
            $"{OlderValues.IsDay("start_date")} AND {OlderValues.IsDay("end_date")} AND left(btrim(end_date::text), 10) < left(btrim(start_date::text), 10)",
            "end_date is before start_date"),
        ($"NOT {OlderValues.IsFlag("test_mode")}", "test_mode is neither true nor false"),
        ("symbol IS NULL OR length(symbol) > 50", "symbol is missing, or longer than 50 characters"),
        ($"\"interval\" IS NULL OR \"interval\" NOT IN ({Listed(typeof(Timeframe))})", $"interval is none of {string.Join(", ", EnumText.All(typeof(Timeframe)))}"),
        ($"{Market} NOT IN ({Listed(typeof(MarketType))})", $"market_type is none of {string.Join(", ", EnumText.All(typeof(MarketType)))}"),
        .. Required.Select(column => ($"{column} IS NULL", $"{column} is missing")),
        .. Money.Select(column => NoNumber(column, MostMoney)),
        .. Shares.Select(column => NoNumber(column, MostAmount)),
        ("round(initial_capital::numeric, 4) <= 0", "initial_capital is not above zero"),
        ($"NOT {OlderValues.IsNoNumber("win_rate")} AND NOT win_rate BETWEEN 0 AND 100", "win_rate is not between 0 and 100"),
        ("total_fees < 0", "total_fees is below zero"),
        (
            "winning_trades < 0 OR losing_trades < 0 OR coalesce(total_trades, 0) < coalesce(winning_trades, 0) + coalesce(losing_trades, 0)",
            "total_trades is less than winning_trades and losing_trades, or one of them is below zero"),
        OutOfYears("created_at", "created_at"),
    ];

    // Rounded: what the final column makes of it must fit.
    private static (string Condition, string Reason) NoNumber(string column, decimal most) => (
        FormattableString.Invariant($"CASE WHEN {OlderValues.IsNoNumber(column)} THEN true ELSE abs(round({column}::numeric, 4)) >= {most} END"),
        $"{column} is not a number, or too large");

    private static (string Condition, string Reason) OutOfYears(string moment, string column) =>
        (OlderValues.IsOutOfYears(moment), $"{column} is outside of the years 1 to 9999");

    private static string Listed(Type texts) => string.Join(", ", EnumText.All(texts).Select(text => $"'{text}'"));
}
