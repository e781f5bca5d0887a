using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.ServiceDefaults.Tests.Startup;

/// <summary>Two builds of one application, compiled from the same sources with different heads, around a rename in phases.</summary>
public sealed class RolloutTests
{
    [Fact]
    public async Task Rename_UnderLoad_FromExpandToContract_FailsNoRequest()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        Assert.Equal(0, (await MigrateAsync(database, "RolloutOld", "up")).ExitCode);
        await using var old = Start(database, "RolloutOld");
        await using var load = new RolloutLoad(await AddressAsync(old));
        await load.PassAsync(100);

        Assert.Equal(0, (await MigrateAsync(database, "RolloutNew", "up")).ExitCode);
        await load.PassAsync(100);

        // It would read rows that nobody has filled yet.
        await using var early = Start(database, "RolloutNew");
        Assert.Equal(10, await early.WaitForExitAsync());
        Assert.Contains("Backfill traders-display-name has not finished", early.Output, StringComparison.Ordinal);

        var (exitCode, output) = await MigrateAsync(database, "RolloutNew", "complete");
        Assert.True(exitCode == 8, output);
        Assert.Contains("backfill traders-display-name has not begun", output, StringComparison.Ordinal);
        Assert.Contains($"desk RolloutOld (process {old.Id} on {Environment.MachineName}, built with 20260101000001_CreateTraders", output, StringComparison.Ordinal);

        Assert.Equal(0, (await MigrateAsync(database, "RolloutNew", "backfill")).ExitCode);
        await using var current = Start(database, "RolloutNew");
        load.Add(await AddressAsync(current));
        await load.PassAsync(200);
        Assert.Equal(8, (await MigrateAsync(database, "RolloutNew", "complete")).ExitCode);
        await load.PassAsync(100);

        await load.RemoveAsync(await AddressAsync(old));
        old.CloseStandardInput();
        Assert.Equal(0, await old.WaitForExitAsync());
        (exitCode, output) = await MigrateAsync(database, "RolloutNew", "complete");
        Assert.True(exitCode == 0, output);
        await load.PassAsync(200);
        Assert.Empty(load.Failures);

        await using var late = Start(database, "RolloutOld", ("SchemaGate__Wait", "01:00:00"));
        Assert.Equal(6, await late.WaitForExitAsync());
        Assert.Contains("20260101000003_DropName took away", Assert.Single(late.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complete_AfterAnOldInstanceWasKilled_WaitsUntilItHasExpired()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, "RolloutOld", "up");
        await using var old = Start(database, "RolloutOld", ("SchemaGate__Expiry", "00:00:08"));
        await AddressAsync(old);
        await MigrateAsync(database, "RolloutNew", "up");
        await MigrateAsync(database, "RolloutNew", "backfill");

        old.Kill();
        await old.WaitForExitAsync();
        var (exitCode, output) = await MigrateAsync(database, "RolloutNew", "complete");
        Assert.True(exitCode == 8, output);

        for (var attempt = 0; exitCode == 8 && attempt < 40; attempt++) (exitCode, output) = await MigrateAsync(database, "RolloutNew", "complete");
        Assert.True(exitCode == 0, output);
    }

    /// <summary>What is contracted without asking, as in Development: the instance stops by itself, and says why.</summary>
    [Fact]
    public async Task Instance_ThatIsContractedPast_StopsAtItsNextBeatWithOneSentence()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, "RolloutOld", "up");
        await using var old = Start(database, "RolloutOld");
        await AddressAsync(old);

        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("INSERT INTO migration.contracted (history_table, migration_id, oldest_build) VALUES ('migration.__EFMigrationsHistory', 'later', '{later}')", connection);
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal(6, await old.WaitForExitAsync());
        Assert.Contains(old.Lines, line => line.StartsWith("The database has been contracted past this build: later took away", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Instance_ThatIsTooEarly_CanRunWithoutBeingReady()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, "RolloutOld", "up");
        await using var early = Start(database, "RolloutNew", ("SchemaGate__WhenRefused", "Withhold"));
        var address = await AddressAsync(early);
        using var client = new HttpClient { BaseAddress = address };

        Assert.Equal(503, (int)(await client.GetAsync("/health")).StatusCode);
        Assert.Equal(200, (int)(await client.GetAsync("/alive")).StatusCode);
        using var refused = await client.PostAsync("/traders?name=x", content: null);
        Assert.Equal(503, (int)refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);

        await MigrateAsync(database, "RolloutNew", "up");
        Assert.Equal(503, (int)(await client.GetAsync("/health")).StatusCode);
        await MigrateAsync(database, "RolloutNew", "backfill");
        await early.WaitForLineAsync("Ready: the service fits its database");
        Assert.Equal(200, (int)(await client.GetAsync("/health")).StatusCode);
        Assert.Equal(200, (int)(await client.PostAsync("/traders?name=x", content: null)).StatusCode);
    }

    private static async Task<(int ExitCode, string Output)> MigrateAsync(TestDatabase database, string build, string verb)
    {
        await using var process = ServiceProcess.Start(build, [verb], Variables(database));
        return (await process.WaitForExitAsync(), process.Output);
    }

    private static ServiceProcess Start(TestDatabase database, string build, params (string Name, string Value)[] settings)
    {
        var variables = Variables(database);
        foreach (var (name, value) in settings) variables[name] = value;
        return ServiceProcess.Start(build, environment: variables);
    }

    private static async Task<Uri> AddressAsync(ServiceProcess process) => new((await process.WaitForLineAsync("Now listening on")).Split("on: ")[1].Trim());

    private static Dictionary<string, string?> Variables(TestDatabase database) => new()
    {
        ["ConnectionStrings__tradingdb"] = database.ConnectionString,
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["STOP_WHEN_STDIN_CLOSES"] = "true",
        ["SchemaGate__Wait"] = "00:00:00",
        ["SchemaGate__Beat"] = "00:00:00.300",
        ["SchemaGate__Interval"] = "00:00:00.100",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
    };
}
