using System.Text.Json;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class VerbTests
{
    [Fact]
    public async Task Status_OfAnEmptyDatabase_ExitsWithPendingAndListsThem()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await database.RunAsync("status");

        Assert.True(exitCode == 10, output);
        Assert.Contains("20260101000001_LegacyBaseline", output, StringComparison.Ordinal);
        Assert.Contains("migrations are pending: apply with `up`.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_AsJson_IsOneDocument()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await database.ExecuteAsync("""INSERT INTO migration."__EFMigrationsHistory" VALUES ('20991231000000_FromTheFuture', '10.0.0')""");

        var (exitCode, output) = await database.RunAsync("status", "--json");

        Assert.True(exitCode == 6, output);
        using var document = JsonDocument.Parse(output);
        var root = document.RootElement;
        Assert.Equal("databaseAhead", root.GetProperty("verdict").GetString());
        Assert.Equal(6, root.GetProperty("exitCode").GetInt32());
        Assert.Equal("20991231000000_FromTheFuture", Assert.Single(root.GetProperty("unknown").EnumerateArray()).GetString());
        Assert.Equal(0, root.GetProperty("pending").GetArrayLength());
        Assert.True(root.GetProperty("applied").GetArrayLength() > 1);
    }

    [Fact]
    public async Task UpDownUp_GivesTheSameCatalog()
    {
        await using var database = await SeededDatabase.CreateAsync();
        var before = await CatalogSnapshot.ReadAsync(database.ConnectionString);

        var down = await database.RunAsync("down", "base", "--yes", "--allow-data-loss");
        Assert.True(down.ExitCode == 0, down.Output);
        Assert.Equal(10, (await database.RunAsync("status")).ExitCode);
        var up = await database.RunAsync("up");

        Assert.True(up.ExitCode == 0, up.Output);
        Assert.Equal(before, await CatalogSnapshot.ReadAsync(database.ConnectionString));
    }

    [Fact]
    public async Task Down_WhenRowsWouldBeLost_RefusesWithTheirNumber()
    {
        await using var database = await SeededDatabase.CreateAsync();

        var (exitCode, output) = await database.RunAsync("down", "base", "--yes");

        Assert.True(exitCode == 8, output);
        Assert.Contains("1 rows of table identity.users", output, StringComparison.Ordinal);
        Assert.Contains("--allow-data-loss", output, StringComparison.Ordinal);
    }

    /// <summary>The newest migration is a contraction, which hurts nobody when it goes back; the one before it adds indexes.</summary>
    [Theory]
    [InlineData("Production", false, 8, "uses what 20260101000045_OrderIndexesConcurrently added. Stop it or deploy an older build first; with --ignore-instances `down` reverts all the same.")]
    [InlineData("Production", true, 0, "uses what 20260101000045_OrderIndexesConcurrently added.")]
    [InlineData("Development", false, 0, "uses what 20260101000045_OrderIndexesConcurrently added.")]
    public async Task Down_WhileAnInstanceLives_IsRefusedOutsideOfDevelopmentUnlessTold(string environment, bool ignores, int expected, string sentence)
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using (var connection = await database.ConnectAsync())
        await using (var instance = new NpgsqlCommand(
            """
            INSERT INTO migration.instances
            SELECT gen_random_uuid(), 'migration.__EFMigrationsHistory', 'tradingapi', '1.4.0', ids, ids, 'web-2', 4121, now(), now(), '1 hour'
            FROM (SELECT ARRAY['20260101000045_OrderIndexesConcurrently'] AS ids) AS build
            """,
            connection))
            await instance.ExecuteNonQueryAsync();

        await using var preview = Worker.StartWith(
            database.ConnectionString, new() { ["DOTNET_ENVIRONMENT"] = environment }, ["down", "-2", "--dry-run", .. ignores ? (string[])["--ignore-instances"] : []]);
        var shown = await preview.EndAsync();
        Assert.True(shown.ExitCode == 0, shown.Output);
        Assert.Contains("-- tradingapi 1.4.0 (process 4121 on web-2", shown.Output, StringComparison.Ordinal);
        Assert.Equal(expected == 8, shown.Output.Contains("Without --ignore-instances this is refused.", StringComparison.Ordinal));

        await using var down = Worker.StartWith(
            database.ConnectionString, new() { ["DOTNET_ENVIRONMENT"] = environment }, ["down", "-2", "--yes", "--allow-data-loss", .. ignores ? (string[])["--ignore-instances"] : []]);
        var (exitCode, output) = await down.EndAsync();

        Assert.True(exitCode == expected, output);
        Assert.Contains("tradingapi 1.4.0 (process 4121 on web-2, built with 20260101000045_OrderIndexesConcurrently, alive until ", output, StringComparison.Ordinal);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_WhenNobodyCanConfirm_Refuses()
    {
        await using var database = await SeededDatabase.CreateAsync();

        var (exitCode, output) = await database.RunAsync("down", "-1");

        Assert.True(exitCode == 8, output);
        Assert.Contains("--yes", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seed_WhenMigrationsArePending_SaysToRunUpFirst()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await database.RunAsync("seed");

        Assert.True(exitCode == 10, output);
        Assert.Contains("run `up` before `seed`", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("up", "--lock-wait", "soon")]
    [InlineData("up", "--lock-timeout", "0s")]
    [InlineData("up", "--statement-timeout", "0ms")]
    [InlineData("up", "--statement-timeout", "10ms")]
    [InlineData("script", "--scan-timeout", "0h")]
    [InlineData("up", "nowhere")]
    [InlineData("down", "--nonsense")]
    [InlineData("history", "--limit", "x")]
    [InlineData("rehearse", "--copy", "x")]
    [InlineData("rehearse", "--clone")]
    public async Task Verb_WhenTheCommandLineIsWrong_EndsWithUsage(params string[] arguments)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await database.RunAsync(arguments);

        Assert.True(exitCode == 2, output);
        Assert.Single(output.Split('\n'));
    }

    [Theory]
    [InlineData("Migration__LockTimeout", "quick", "Migration:LockTimeout is 'quick', which is not a duration")]
    [InlineData("Migration__ScanTimeout", "0s", "The scan timeout is 00:00:00")]
    [InlineData("Migration__LockTimeout", "2m", "is shorter than the lock timeout (00:02:00)")]
    public async Task Up_WhenTheConfiguredPatienceIsNone_EndsWithUsageAndNamesIt(string name, string value, string sentence)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var process = Worker.StartWith(database.ConnectionString, new() { [name] = value }, "up");

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 2, output);
        Assert.Contains(sentence, Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_WithAConfiguredPatience_HasItWhereTheCommandLineSaysNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var process = Worker.StartWith(
            database.ConnectionString,
            new() { ["Migration__LockTimeout"] = "90ms", ["Migration__StatementTimeout"] = "45s" },
            "up", "--dry-run", "--lock-timeout", "75ms");

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 0, output);
        Assert.Contains("SET LOCAL lock_timeout = 75; SET LOCAL statement_timeout = 45000", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_ShowsTheVerbsAndTheExitCodes()
    {
        await using var process = Worker.Start(connectionString: null, "--help");

        var (exitCode, output) = await process.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("status", output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", output, StringComparison.Ordinal);
    }
}
