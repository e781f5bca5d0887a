using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>The users and backtests of the older systems, beside a migrated database: what is carried, what is not, and that the two agree.</summary>
public sealed class OlderTablesTests
{
    private static readonly string[] Names = ["older-users", "older-backtests"];

    // Each with a row that has nothing else wrong, and what `adopt` says of it.
    private static readonly (int Id, string Change, string Reason)[] UnfitUsers =
    [
        (101, "email = 'ADA@example.com'", "email is that of an older user, but for upper and lower case"),
        (102, "email = ' '", "email is missing"),
        (103, "email = NULL", "email is missing"),
        (104, "public_id = 'user-104'", "public_id is not usr_ and 12 hexadecimal digits"),
        (105, "phone = '0171 555'", "phone is not an international number such as +14155550123"),
        (106, "created_at = '0044-03-15 12:00:00 BC'", "created_at is outside of the years 1 to 9999"),
        (107, "last_login_at = '12024-01-01 00:00:00'", "last_login_at is outside of the years 1 to 9999"),
    ];

    private static readonly (int Id, string Change, string Reason)[] UnfitBacktests =
    [
        (201, "start_date = 'last spring'", "start_date is not a day of the calendar, written as 2024-03-31"),
        (202, "start_date = '2023-02-29'", "start_date is not a day of the calendar, written as 2024-03-31"),
        (203, "end_date = '31/12/2024'", "end_date is not a day of the calendar, written as 2024-03-31"),
        (204, "end_date = NULL", "end_date is not a day of the calendar, written as 2024-03-31"),
        (205, "end_date = '2024-02-28 15:30:00'", "end_date is not a day of the calendar, written as 2024-03-31"),
        (206, "end_date = '2023-12-31'", "end_date is before start_date"),
        (207, "test_mode = 'yes'", "test_mode is neither true nor false"),
        (208, "test_mode = ''", "test_mode is neither true nor false"),
        (209, "symbol = NULL", "symbol is missing, or longer than 50 characters"),
        (210, "symbol = repeat('X', 51)", "symbol is missing, or longer than 50 characters"),
        (211, "interval = '2w'", "interval is none of 5m, 15m, 30m, 1h, 4h, 1d"),
        (212, "market_type = 'options'", "market_type is none of spot, futures, margin"),
        (213, "initial_capital = 'NaN'", "initial_capital is not a number, or too large"),
        (214, "final_capital = 'Infinity'", "final_capital is not a number, or too large"),
        (215, "final_capital = 100000000000000", "final_capital is not a number, or too large"),
        (216, "initial_capital = 0.00001", "initial_capital is not above zero"),
        (217, "total_return = 'NaN'", "total_return is not a number, or too large"),
        (218, "total_return = NULL", "total_return is missing"),
        (219, "win_rate = 100.1", "win_rate is not between 0 and 100"),
        (220, "total_fees = -1", "total_fees is below zero"),
        (221, "winning_trades = 11", "total_trades is less than winning_trades and losing_trades, or one of them is below zero"),
        (222, "created_at = '0044-03-15 12:00:00 BC'", "created_at is outside of the years 1 to 9999"),
        (223, "user_id = NULL", "user_id is that of no user"),
        (224, "avg_profit = 'NaN'", "avg_profit is not a number, or too large"),
    ];

    [Fact]
    public async Task Backfills_CarryEveryRowOnce_AndLeaveTheOlderTablesAsTheyAre()
    {
        await using var database = await CreateAsync(OlderSystem.Rows);
        await using var connection = await OpenAsync(database);
        var old = await OlderSystem.ReadAsync(connection);

        Assert.All(await RunAsync(database), result => Assert.Equal((BackfillOutcome.Finished, 4, 0), (result.Outcome, result.RowsChanged, result.RowsSetAside)));
        Assert.All(await RunAsync(database), result => Assert.Equal((BackfillOutcome.Finished, 0, 0), (result.Outcome, result.RowsChanged, result.RowsSetAside)));

        Assert.Equal(8, old.Count);
        Assert.Equal(string.Join("\n", OlderSystem.Expected(old)), string.Join("\n", await OlderSystem.CarriedAsync(connection, old)));
        Assert.Equal(old.Select(row => row.GetRawText()), (await OlderSystem.ReadAsync(connection)).Select(row => row.GetRawText()));
        await using var context = TradingSchema.Open(database.ConnectionString);
        Assert.Equal((4, 4), (context.Users.ToList().Count, context.Backtests.ToList().Count));
    }

    [Fact]
    public async Task UnfitRows_AreListedWithTheirReasonBefore_AndAllOfThemAreSetAside()
    {
        await using var database = await CreateAsync(OlderSystem.Rows);
        await AddAsync(database);

        var listed = await ListAsync(database);
        var results = await RunAsync(database);

        Assert.Equal(Said(UnfitUsers, "users").Concat(Said(UnfitBacktests, "backtests")).Order(StringComparer.Ordinal), listed);
        Assert.All(results, result => Assert.Equal((BackfillOutcome.RowsSetAside, 4), (result.Outcome, result.RowsChanged)));
        Assert.Equal([UnfitUsers.Length, UnfitBacktests.Length], results.Select(result => (int)result.RowsSetAside));
        var aside = await TradingSchema.RowsAsync(database.ConnectionString, "SELECT key[1], error FROM migration.backfill_rows ORDER BY key[1]");
        Assert.Equal(UnfitUsers.Concat(UnfitBacktests).Select(row => $"{row.Id}"), aside.Select(row => row.Split('|')[0]));
        Assert.Contains("201|invalid input syntax for type date: \"last spring is not a day\"", aside);
        Assert.Contains("207|invalid input syntax for type boolean: \"yes is neither true nor false\"", aside);

        // Corrected, they are carried as well.
        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE public.users SET email = 'ada.2@example.com' WHERE id = 101; UPDATE public.backtests SET test_mode = 'true' WHERE id = 207;");
        foreach (var name in Names) await new BackfillControl(Options(database)).SayAsync(BackfillCommand.Retry, name, CancellationToken.None);
        Assert.All(await RunAsync(database), result => Assert.Equal(1, result.RowsChanged));
        Assert.Equal(["True"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT EXISTS (SELECT FROM identity.users WHERE email = 'ada.2@example.com')"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE public.users (id serial PRIMARY KEY, login text); INSERT INTO public.users (login) VALUES ('somebody else''s')")]
    public async Task Backfills_WithoutTheOlderTables_HaveNothingToDo(string sql)
    {
        await using var database = await MigratedDatabase.CreateAsync();
        if (sql.Length > 0) await TradingSchema.ExecuteAsync(database.ConnectionString, sql);

        Assert.All(await RunAsync(database), result => Assert.Equal((BackfillOutcome.Finished, 0), (result.Outcome, result.RowsChanged)));
        Assert.Empty(await ListAsync(database));
    }

    [Fact]
    public async Task Days_AreThoseOfTheCalendar()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        int[] years = [0, 1, 4, 100, 400, 1899, 1900, 2000, 2023, 2024, 2100, 9999];
        var texts = (from year in years from month in Enumerable.Range(0, 14) from day in Enumerable.Range(0, 33) select $"{year:0000}-{month:00}-{day:00}").ToArray();

        var days = await TradingSchema.RowsAsync(
            database.ConnectionString, $"SELECT t FROM unnest('{{{string.Join(',', texts)}}}'::text[]) AS t WHERE {OlderValues.IsDay("t")}");

        Assert.Equal(texts.Where(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _)), days);
    }

    private static IEnumerable<string> Said((int Id, string Change, string Reason)[] rows, string table) => rows.Select(row => $"public.{table} '{row.Id}': {row.Reason}");

    private static async Task<TestDatabase> CreateAsync(string rows)
    {
        var database = await MigratedDatabase.CreateAsync();
        await TradingSchema.ExecuteAsync(database.ConnectionString, OlderSystem.Tables + rows);
        return database;
    }

    private static async Task AddAsync(TestDatabase database)
    {
        var users = UnfitUsers.Select(row =>
            $"INSERT INTO public.users (id, email, hashed_password, name, is_active) VALUES ({row.Id}, 'u{row.Id}@example.com', 'h', 'n', true); UPDATE public.users SET {row.Change} WHERE id = {row.Id};");
        var backtests = UnfitBacktests.Select(row => $"""
            INSERT INTO public.backtests (id, user_id, symbol, interval, start_date, end_date, initial_capital, final_capital, total_return, total_trades, winning_trades, losing_trades, test_mode)
            VALUES ({row.Id}, 1, 'AAPL', '1h', '2024-01-01', '2024-02-28', 1, 1, 0, 10, 5, 5, 'false');
            UPDATE public.backtests SET {row.Change} WHERE id = {row.Id};
            """);
        await TradingSchema.ExecuteAsync(database.ConnectionString, string.Concat(users.Concat(backtests)));
    }

    private static Task<IReadOnlyList<BackfillResult>> RunAsync(TestDatabase database) =>
        new BackfillRunner(Options(database), NullLogger.Instance, TimeProvider.System).RunAsync(Names, new BackfillRunOptions(), CancellationToken.None);

    private static MigrationEngineOptions Options(TestDatabase database) => new()
    {
        ConnectionString = database.ConnectionString,
        Build = TradingDatabase.Build,
        Backfills = TradingBackfills.All,
        ApplicationName = "Data.Tests",
    };

    private static async Task<IReadOnlyList<string>> ListAsync(TestDatabase database)
    {
        await using var connection = await OpenAsync(database);
        var checks = LegacyRowChecks.All.Where(check => check.Table is OlderTables.Users or OlderTables.Backtests);
        return [.. (await UnfitRows.FindAsync(connection, checks, CancellationToken.None)).Select(row => row.ToString()).Order(StringComparer.Ordinal)];
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
