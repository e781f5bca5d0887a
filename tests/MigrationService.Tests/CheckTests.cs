using System.Text.Json;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class CheckTests
{
    [Fact]
    public async Task Check_OfADriftedDatabase_NamesEachObjectAsJson()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE execution.orders ALTER symbol TYPE varchar(60); DROP INDEX research.ix_model_registry_status");

        var (exitCode, output) = await database.RunAsync("check", "--only", "drift,indexes", "--json");

        Assert.True(exitCode == 11, output);
        using var document = JsonDocument.Parse(output);
        Assert.Equal("drift", document.RootElement.GetProperty("verdict").GetString());
        var findings = document.RootElement.GetProperty("findings").EnumerateArray().ToDictionary(finding => finding.GetProperty("name").GetString()!);
        Assert.Equal(["execution.orders.symbol", "research.ix_model_registry_status"], findings.Keys.Order());
        var difference = findings["execution.orders.symbol"].GetProperty("difference");
        Assert.Equal("different", difference.GetProperty("kind").GetString());
        Assert.Equal("character varying(60)", difference.GetProperty("parts")[0].GetProperty("found").GetString());
        Assert.Equal("missing", findings["research.ix_model_registry_status"].GetProperty("difference").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Check_WhenAnAppliedMigrationWasEdited_ExitsWithDamage()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync("UPDATE migration.journal SET operations_hash = 'v1:other' WHERE migration_id = '20260101000004_Strategies'");

        var (exitCode, output) = await database.RunAsync("check", "--skip", "drift");

        Assert.True(exitCode == 7, output);
        Assert.Contains("20260101000004_Strategies was edited after it was applied", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhenItWasKilled_TheNextOneDropsItsScratchDatabase()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await using var killed = database.Start("check", "--only", "drift");
        var scratch = await WaitForScratchAsync(database, killed);
        killed.Kill();
        await database.WaitUntilAsync($"SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name LIKE '% {killed.Id})'");

        var (exitCode, output) = await database.RunAsync("check", "--only", "drift");

        Assert.True(exitCode == 0, output);
        Assert.False(await ExistsAsync(database, scratch));
    }

    [Fact]
    public async Task Check_WhenItIsInterrupted_DropsItsScratchDatabase()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await using var process = database.Start("check", "--only", "drift");
        var scratch = await WaitForScratchAsync(database, process);

        process.Interrupt();

        Assert.Equal(130, (await process.EndAsync()).ExitCode);
        Assert.False(await ExistsAsync(database, scratch));
    }

    [Theory]
    [InlineData("--only", "nonsense")]
    [InlineData("--sequence-threshold", "200")]
    [InlineData("--scratch", "nonsense")]
    public async Task Check_WhenAnOptionIsWrong_EndsWithUsage(params string[] arguments)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await database.RunAsync(["check", .. arguments]);

        Assert.True(exitCode == 2, output);
    }

    private static async Task<string> WaitForScratchAsync(TestDatabase database, ServiceProcess process)
    {
        // Its maker holds the lock of its name and says its process id.
        var sql =
            $"""
            SELECT max(d.datname::text) FROM pg_database d
            JOIN pg_locks l ON l.locktype = 'advisory' AND l.objsubid = 2 AND l.objid::int8 = hashtext(d.datname::text)::int8 & 4294967295
            JOIN pg_stat_activity a ON a.pid = l.pid AND a.application_name LIKE '% {process.Id})'
            WHERE d.datname LIKE 'migration\_scratch\_%'
            """;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var connection = await database.ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        while (true)
        {
            if (await command.ExecuteScalarAsync(deadline.Token) is string scratch) return scratch;

            Assert.False(process.HasExited, process.Output);
            await Task.Delay(5, deadline.Token);
        }
    }

    private static Task<bool> ExistsAsync(TestDatabase database, string name) =>
        database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{name}')");
}
