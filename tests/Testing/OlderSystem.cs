using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>
/// The users and backtests of the older systems as those kept them, with rows as years of use leave them; and what is to become of each,
/// worked out here without the platform's SQL.
/// </summary>
public static class OlderSystem
{
    /// <summary>The tables.</summary>
    public const string Tables =
        """
        CREATE TABLE public.users (
            id SERIAL PRIMARY KEY,
            public_id VARCHAR(50) UNIQUE,
            email VARCHAR(255) UNIQUE,
            hashed_password VARCHAR(255),
            name VARCHAR(255),
            is_active BOOLEAN DEFAULT true,
            phone VARCHAR(40),
            reset_token VARCHAR(255),
            reset_token_expires TIMESTAMP,
            last_login_at TIMESTAMP,
            created_at TIMESTAMP DEFAULT now(),
            updated_at TIMESTAMP
        );
        CREATE TABLE public.backtests (
            id SERIAL PRIMARY KEY,
            user_id INTEGER REFERENCES public.users (id),
            symbol VARCHAR(100),
            interval VARCHAR(10),
            start_date VARCHAR(40),
            end_date VARCHAR(40),
            parameters JSONB,
            market_type VARCHAR(10) DEFAULT 'spot',
            initial_capital DOUBLE PRECISION,
            final_capital DOUBLE PRECISION,
            total_return DOUBLE PRECISION,
            win_rate DOUBLE PRECISION,
            total_fees NUMERIC,
            avg_profit NUMERIC,
            total_trades INTEGER,
            winning_trades INTEGER,
            losing_trades INTEGER,
            daily_results JSONB,
            monthly_results JSONB,
            test_mode VARCHAR(10),
            created_at TIMESTAMP DEFAULT now()
        );
        """;

    /// <summary>Rows that can be carried: a NULL is_active, local times that a change of clocks skips or repeats, days and flags as texts, what is missing.</summary>
    public const string Rows =
        """
        INSERT INTO public.users (id, public_id, email, hashed_password, name, is_active, phone, reset_token, reset_token_expires, last_login_at, created_at, updated_at) VALUES
            (1, 'usr_0123456789ab', 'Ada@Example.com', 'h1', 'Ada', true, '+14155550123', NULL, NULL, '2024-03-31 01:30:00', '2024-03-10 02:30:00', '2024-11-03 01:30:00.000001'),
            (2, NULL, 'bob@example.com', '$2b$12$abcdefghijklmnopqrstuuAbCdEfGhIjKlMnOpQrStUvWxYz01234', 'Bob', false, '+1 (415) 555-0124', 'token', '2024-03-10 03:30:00', NULL, '2024-11-03 01:30:00', NULL),
            (3, NULL, 'null@example.com', 'h3', '  ', NULL, '', NULL, NULL, NULL, '2024-10-27 02:30:00', '2024-10-27 02:30:00'),
            (40000, NULL, 'Ünï@example.com', NULL, NULL, true, NULL, NULL, NULL, 'infinity', '1969-12-31 23:59:59.999999', NULL);
        INSERT INTO public.backtests (id, user_id, symbol, interval, start_date, end_date, parameters, market_type, initial_capital, final_capital, total_return, win_rate,
            total_fees, avg_profit, total_trades, winning_trades, losing_trades, daily_results, monthly_results, test_mode, created_at) VALUES
            (1, 1, 'BTCUSDT', '5m', '2024-01-01', '2024-02-29', '{"ema": 9, "ü": [null]}', 'futures', 10000, 12345.6789, 23.456789, 54.5, 12.3456, 1.25, 10, 6, 4, '[{"d": 1}]', '[]', 'true', '2024-03-10 02:30:00'),
            (2, 2, 'ETHUSDT', '1d', '2023-12-31', '2023-12-31', NULL, NULL, 0.0001, -5, -100.0000000001, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'false', '2024-11-03 01:30:00'),
            (3, 3, 'btcusdt', '4h', ' 2000-02-29 ', '2000-03-01 00:00:00', '{}', 'spot', 100.123456, 99999999999999.9, 0, 0, 0, 0, 0, 0, 0, '[]', '[]', ' TRUE ', '2024-03-31 01:30:00'),
            (70000, 40000, 'X', '30m', '0001-01-01', '9999-12-31T00:00:00.000', '[]', 'margin', 1, 1, 0.1, 100, 0.00005, -1.5, 3, 1, 2, '{}', '"text"', NULL, '2024-10-27 02:30:00.5');
        """;

    /// <summary>Every row of both tables as it stands.</summary>
    public static Task<IReadOnlyList<JsonElement>> ReadAsync(NpgsqlConnection connection) => ReadAsync(
        connection,
        """
        SELECT jsonb_build_object('table', 'users', 'id', id) || to_jsonb(u) FROM public.users AS u
        UNION ALL SELECT jsonb_build_object('table', 'backtests', 'id', id) || to_jsonb(b) FROM public.backtests AS b
        """);

    /// <summary>What became of them, each as one text; of users and backtests that are somebody else's nothing.</summary>
    public static async Task<IReadOnlyList<string>> CarriedAsync(NpgsqlConnection connection, IReadOnlyList<JsonElement> old)
    {
        var ids = old.Select(row => IdOf(row)).ToHashSet();
        var rows = await ReadAsync(
            connection,
            """
            SELECT to_jsonb(u) || jsonb_build_object('table', 'users') FROM identity.users AS u
            UNION ALL SELECT to_jsonb(b) || jsonb_build_object('table', 'backtests') FROM research.backtests AS b
            """);
        return [.. rows.Where(row => ids.Contains(row.GetProperty("id").GetGuid())).Select(row => row.GetProperty("table").GetString() == "users" ? User(row) : Backtest(row)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is to become of them.</summary>
    public static IReadOnlyList<string> Expected(IReadOnlyList<JsonElement> old) =>
        [.. old.Select(row => row.GetProperty("table").GetString() == "users" ? ExpectedUser(row) : ExpectedBacktest(row)).Order(StringComparer.Ordinal)];

    private static string User(JsonElement row) => Joined(
        row.GetProperty("id").GetGuid(), Text(row, "public_id"), Text(row, "email"), Text(row, "hashed_password"), Text(row, "display_name"), Text(row, "phone"), Text(row, "status"),
        Moment(row, "last_login_at"), Moment(row, "created_at"), Moment(row, "updated_at"));

    private static string ExpectedUser(JsonElement row) => Joined(
        IdOf(row), Text(row, "public_id") ?? $"usr_{Digest("users", row.GetProperty("id"))[..12]}", Text(row, "email"), Text(row, "hashed_password") ?? "",
        string.IsNullOrWhiteSpace(Text(row, "name")) ? Text(row, "email")!.Split('@')[0] : Text(row, "name"),
        Text(row, "phone") is { Length: > 0 } phone ? string.Concat(phone.Where(letter => letter == '+' || char.IsAsciiDigit(letter))) : null,
        row.GetProperty("is_active").ValueKind == JsonValueKind.True ? "active" : "suspended",
        Moment(row, "last_login_at"), Moment(row, "created_at"), Moment(row, "updated_at") ?? Moment(row, "created_at"));

    private static string Backtest(JsonElement row) => Joined(
        row.GetProperty("id").GetGuid(), row.GetProperty("user_id").GetGuid(), Text(row, "symbol"), Text(row, "interval"), Text(row, "start_date"), Text(row, "end_date"),
        Json(row, "parameters", ""), Text(row, "market_type"), Number(row, "initial_capital", 4), Number(row, "final_capital", 4), Number(row, "total_return", 10),
        Number(row, "win_rate", 10), Number(row, "total_fees", 4), Number(row, "avg_profit", 4), Number(row, "total_trades", 0), Number(row, "winning_trades", 0),
        Number(row, "losing_trades", 0), Json(row, "daily_results", ""), Json(row, "monthly_results", ""), row.GetProperty("test_mode").GetBoolean(), Moment(row, "created_at"));

    private static string ExpectedBacktest(JsonElement row) => Joined(
        IdOf(row), IdOf("users", row.GetProperty("user_id")), Text(row, "symbol"), Text(row, "interval"), Text(row, "start_date")!.Trim()[..10], Text(row, "end_date")!.Trim()[..10],
        Json(row, "parameters", "{}"), Text(row, "market_type") ?? "spot", Number(row, "initial_capital", 4), Number(row, "final_capital", 4), Number(row, "total_return", 10),
        Number(row, "win_rate", 10), Number(row, "total_fees", 4) ?? 0, Number(row, "avg_profit", 4), Number(row, "total_trades", 0) ?? 0, Number(row, "winning_trades", 0) ?? 0,
        Number(row, "losing_trades", 0) ?? 0, Json(row, "daily_results", "[]"), Json(row, "monthly_results", "[]"),
        string.Equals(Text(row, "test_mode")?.Trim(), "true", StringComparison.OrdinalIgnoreCase), Moment(row, "created_at"));

    private static Guid IdOf(JsonElement row) => IdOf(row.GetProperty("table").GetString()!, row.GetProperty("id"));

    private static Guid IdOf(string table, JsonElement id)
    {
        var digest = Digest(table, id);
        return Guid.Parse($"{digest[..12]}8{digest[13..16]}8{digest[17..32]}");
    }

    private static string Digest(string table, JsonElement id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"public.{table}/{id.GetRawText()}")));

    private static string? Text(JsonElement row, string column) => row.GetProperty(column).GetString();

    private static string? Moment(JsonElement row, string column) => Text(row, column)?.Replace("+00:00", "", StringComparison.Ordinal);

    private static string Json(JsonElement row, string column, string otherwise) =>
        row.GetProperty(column).ValueKind == JsonValueKind.Null && otherwise.Length > 0 ? otherwise : row.GetProperty(column).GetRawText();

    private static decimal? Number(JsonElement row, string column, int digits) =>
        row.GetProperty(column) is { ValueKind: JsonValueKind.Number } number ? Math.Round(number.GetDecimal(), digits, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m : null;

    private static string Joined(params object?[] values) => string.Join(" | ", values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand($"SET TimeZone = 'UTC'; {sql}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<JsonElement>();
        while (await reader.ReadAsync()) rows.Add(JsonElement.Parse(reader.GetString(0)));
        return rows;
    }
}
