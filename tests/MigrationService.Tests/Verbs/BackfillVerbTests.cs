using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>The backfills of the platform, seen and steered from the command line.</summary>
public sealed class BackfillVerbTests
{
    private static readonly string Name = TradingBackfills.All[0].Name;

    [Fact]
    public async Task PauseRunResume_OfABackfillThatIsOpen_AnswerWithWordsAndExitCodes()
    {
        await using var database = await OpenAsync();
        await AssertAsync(database, 10, $"{Name} ", "backfill", "list");
        await AssertAsync(database, 0, $"Backfill {Name} is paused.", "backfill", "pause", Name);

        await AssertAsync(database, 10, $"{Name} is paused: `backfill resume {Name}` lets it go on.", "backfill", "run", Name);
        await AssertAsync(database, 10, "paused", "status");

        await AssertAsync(database, 0, $"Backfill {Name} is open.", "backfill", "resume", Name);
        await AssertAsync(database, 0, $"{Name} has finished", "backfill", "run", Name, "--for", "1m", "--workers", "2");
        var (_, document) = await database.RunJsonAsync("backfill", "list");
        var backfill = document.GetProperty("backfills").EnumerateArray().First(backfill => backfill.GetProperty("name").GetString() == Name);
        Assert.Equal(("finished", 1), (backfill.GetProperty("state").GetString(), backfill.GetProperty("fraction").GetInt32()));
        await AssertAsync(database, 10, "100 %", "backfill", "list");
        await AssertAsync(database, 8, "has finished", "backfill", "retry", Name);
    }

    [Fact]
    public async Task Cancel_AsksFirst_AndRetryOpensItAgain()
    {
        await using var database = await OpenAsync();

        await AssertAsync(database, 8, "--yes", "backfill", "cancel", Name);
        await AssertAsync(database, 0, $"Backfill {Name} is cancelled.", "backfill", "cancel", Name, "--yes");
        await AssertAsync(database, 10, "is cancelled", "backfill", "run", Name);
        await database.ExecuteAsync(
            $"""
            UPDATE migration.backfills SET estimated_rows = 1000 WHERE name = '{Name}';
            INSERT INTO migration.backfill_ranges (backfill, id, rows_walked, rows_changed, worked_ms) VALUES ('{Name}', 1, 1000, 7, 50);
            """);
        await AssertAsync(database, 10, "99 %", "backfill", "list");
        await AssertAsync(database, 0, $"Backfill {Name} is open.", "backfill", "retry", Name);
        await AssertAsync(database, 10, " 0 %", "backfill", "list");
        await AssertAsync(database, 10, "7 changed", "backfill", "list");

        // As a run's sessions show it: that one works, and that its table is being vacuumed.
        await using var run = new NpgsqlConnection(database.ConnectionString);
        await run.OpenAsync();
        await using var signs = new NpgsqlCommand($"SELECT pg_advisory_lock_shared(1414546022, hashtext('{Name}')), pg_advisory_lock_shared(1414545923, hashtext('{Name}'))", run);
        await signs.ExecuteNonQueryAsync();
        await AssertAsync(database, 10, $"{Name} gives way: its table is being vacuumed.", "backfill", "list");
        await AssertAsync(database, 10, $"{Name} gives way: its table is being vacuumed.", "status");
    }

    [Fact]
    public async Task Steering_IsWrittenDownWithWhoDidIt()
    {
        await using var database = await SeededDatabase.CreateAsync();
        const string waiting = "older-users";
        await database.ExecuteAsync($"DELETE FROM migration.backfills WHERE name = '{waiting}'");

        await AssertAsync(database, 0, $"Backfill {waiting} is paused.", "backfill", "pause", waiting);
        await AssertAsync(database, 0, $"Backfill {waiting} is paused.", "backfill", "pause", waiting);
        await AssertAsync(database, 0, $"Backfill {waiting} is open.", "backfill", "resume", waiting);

        Assert.Equal(
            $"backfill.pause success paused {Environment.UserName} {Environment.MachineName}; backfill.resume success open {Environment.UserName} {Environment.MachineName}",
            await database.ScalarAsync<string>(
                $"SELECT string_agg(concat_ws(' ', action, outcome, details ->> 'state', details ->> 'os_user', details ->> 'host'), '; ' ORDER BY id) FROM audit.audit_log WHERE resource_id = '{waiting}'"));
    }

    [Fact]
    public async Task UnknownNamesAndLimits_AreOneSentence()
    {
        await using var database = await SeededDatabase.CreateAsync();

        await AssertAsync(database, 2, $"There is no backfill 'nothing': use one of {Name}", "backfill", "pause", "nothing");
        await AssertAsync(database, 2, $"There is no backfill 'nothing': use one of {Name}", "backfill", "run", "nothing");
        await AssertAsync(database, 2, "99 workers are not possible: use 1 to 16.", "backfill", "run", "--workers", "99");
        await AssertAsync(database, 2, "'soon' is not a duration", "backfill", "run", "--for", "soon");
        await AssertAsync(database, 2, "'sometimes' is not possible for --vacuum: never, wraparound, any.", "backfill", "run", "--vacuum", "sometimes");
    }

    /// <summary>Expanded as a deployment leaves it, before the backfill has begun.</summary>
    private static async Task<TestDatabase> OpenAsync()
    {
        var database = await SeededDatabase.CreateAsync();
        var graph = MigrationEngine.MigrationGraph.Of(VerbContext.OfflineOptions);
        await AssertAsync(database, 0, "Reverted", "down", graph[TradingBackfills.All[0].After].Parents[0], "--yes", "--allow-data-loss");
        await AssertAsync(database, 0, "Applied", "up", TradingBackfills.All[0].After);
        await database.ExecuteAsync("DELETE FROM migration.backfills");
        return database;
    }

    private static async Task AssertAsync(TestDatabase database, int expected, string sentence, params string[] arguments)
    {
        var (exitCode, output) = await database.RunAsync(arguments);
        Assert.True(exitCode == expected && output.Contains(sentence, StringComparison.Ordinal), $"{string.Join(' ', arguments)}: {exitCode}\n{output}");
    }
}
