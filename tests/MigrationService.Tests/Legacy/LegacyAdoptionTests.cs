using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>A database of the old system, with its rows, becomes one of ours: every row is there afterwards, and the application reads it.</summary>
public sealed class LegacyAdoptionTests
{
    [Theory]
    [InlineData("Development", false)]
    [InlineData("Production", true)]
    public async Task Up_AfterAdopting_CarriesEveryRowToTheFinalSchema(string environment, bool contracts)
    {
        await using var database = await LegacyRows.CreateAsync();
        var columns = await LegacyRows.ColumnsAsync(database);
        var before = await LegacyRows.ReadAsync(database, columns, carried: false);
        await using var connection = await database.ConnectAsync();
        var older = await OlderSystem.ReadAsync(connection);

        await RunAsync(database, environment, "adopt", "--yes");
        if (contracts) await RolloutsAsync(database, environment);
        else
        {
            await RunAsync(database, environment, "up", "--yes");
            await RunAsync(database, environment, "backfill", "run");
        }

        var after = await LegacyRows.ReadAsync(database, columns, carried: true);
        Assert.True(before.Count > 30);
        Assert.Equal(before.Select(Respelled), after.Select(Respelled));
        Assert.Equal(OlderSystem.Expected(older), await OlderSystem.CarriedAsync(connection, older));
        Assert.Equal(older.Select(row => row.GetRawText()), (await OlderSystem.ReadAsync(connection)).Select(row => row.GetRawText()));
        var status = await database.RunAsync("check");
        Assert.DoesNotContain("is missing", status.Output, StringComparison.Ordinal);

        await using var context = database.Context();
        Assert.Equal(26, (await context.Orders.ToListAsync()).Count);
        Assert.Equal(4, (await context.Positions.ToListAsync()).Count);
        Assert.Equal(2, (await context.OrchestrationRuns.ToListAsync()).Count);
        Assert.Equal(2, (await context.SignalOrderMappings.ToListAsync()).Count);
        Assert.Equal(3, (await context.ModelRegistry.ToListAsync()).Count);
    }

    [Fact]
    public async Task Adopt_WhenRowsCannotBeCarried_ListsEachWithItsReasonAndWritesNothing()
    {
        await using var database = await LegacyRows.CreateAsync();
        await database.ExecuteAsync(
            """
            UPDATE orders SET limit_price = 'NaN', stop_price = 'NaN' WHERE client_order_id = 'spring gap';
            UPDATE orders SET submitted_at = '0044-03-15 12:00:00 BC' WHERE client_order_id = 'autumn fold';
            UPDATE positions SET current_price = 'NaN' WHERE symbol = 'aapl';
            UPDATE orchestration_runs SET symbols = '{{AAPL,MSFT},{A,B}}', as_of_date = '12024-01-01' WHERE model_version = 'v1';
            INSERT INTO users (id, email, hashed_password, name) VALUES (7, 'ADA@example.com', 'h', 'Ada again');
            UPDATE backtests SET start_date = 'last spring', test_mode = 'maybe' WHERE id = 2;
            """);
        string[] expected =
        [
            "public.orders 'spring gap': limit_price is not a number",
            "public.orders 'spring gap': stop_price is not a number",
            "public.orders 'autumn fold': submitted_at is outside of the years 1 to 9999",
            "public.positions 'aapl': current_price is not a number",
            "public.orchestration_runs '018e2a00-0000-7000-8000-000000000001': symbols is a list of lists",
            "public.orchestration_runs '018e2a00-0000-7000-8000-000000000001': as_of_date is outside of the years 1 to 9999",
            "public.users '7': email is that of an older user, but for upper and lower case",
            "public.backtests '2': start_date is not a day of the calendar, written as 2024-03-31",
            "public.backtests '2': test_mode is neither true nor false",
        ];

        var (exitCode, output) = await database.RunAsync("adopt", "--yes");
        var asJson = await database.RunJsonAsync("adopt", "--yes");

        Assert.True(exitCode == 8, output);
        Assert.All(expected, line => Assert.Contains($"  {line}\n", output, StringComparison.Ordinal));
        Assert.Contains("9 rows cannot be carried", output, StringComparison.Ordinal);
        Assert.Equal((8, 9), (asJson.ExitCode, asJson.Document.GetProperty("unfitRows").GetArrayLength()));
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'migration')"));
    }

    // The one value that the history changes: the spelling of an order that was called off.
    private static string Respelled(string row) =>
        row.StartsWith("orders|", StringComparison.Ordinal) ? row.Replace("|status=cancelled", "|status=canceled", StringComparison.Ordinal) : row;

    // One rollout after the other, as far as each may go: the refusal of a migration that cannot pass a contraction says how far that is.
    private static async Task RolloutsAsync(TestDatabase database, string environment)
    {
        for (var rollout = 0; rollout < 12; rollout++)
        {
            var (exitCode, output) = await AnswerAsync(database, environment, "up", "--yes");
            var isLast = exitCode == 0;
            if (!isLast)
            {
                var before = Regex.Match(output, @"`up (\+\d+)`");
                Assert.True(before.Success, output);
                await RunAsync(database, environment, "up", before.Groups[1].Value, "--yes");
            }

            // What belongs to later migrations still waits, and the exit codes say so; after the last nothing may.
            await AnswerAsync(database, environment, "backfill", "run");
            (exitCode, output) = await AnswerAsync(database, environment, "complete", "--yes", "--allow-data-loss");
            if (!isLast) continue;

            Assert.True(exitCode == 0, output);
            return;
        }

        Assert.Fail("The rollouts do not end.");
    }

    private static async Task RunAsync(TestDatabase database, string environment, params string[] arguments)
    {
        var (exitCode, output) = await AnswerAsync(database, environment, arguments);
        Assert.True(exitCode == 0, output);
    }

    private static async Task<(int ExitCode, string Output)> AnswerAsync(TestDatabase database, string environment, params string[] arguments)
    {
        var settings = new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = environment, ["Seed__Admin__Password"] = "a long enough password" };
        await using var process = Worker.StartWith(database.ConnectionString, settings, arguments);
        return await process.EndAsync();
    }
}
