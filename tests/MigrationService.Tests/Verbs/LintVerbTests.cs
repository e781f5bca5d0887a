using System.Text.Json;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class LintVerbTests
{
    [Fact]
    public async Task Lint_WithoutADatabase_FindsNoErrorAndShowsExemptionsWithTheirReason()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("lint");

        Assert.True(exitCode == 0, output);
        Assert.Contains("  exempt set-schema: Data/Migrations/20260101000002_CreateSchemasAndMoveLegacy.cs:", output, StringComparison.Ordinal);
        Assert.Contains("    It runs before any version of the platform", output, StringComparison.Ordinal);
        Assert.Matches(@"\n\d+ migrations linted: \d+ advice; \d+ exempted\.", output);
    }

    [Fact]
    public async Task Lint_WhenSomethingIsAtTheThreshold_IsRefused()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("lint", "OrderLogsAndTrades", "--fail-on", "advice");

        Assert.True(exitCode == (int)MigrationExitCode.Refused, output);
        Assert.Contains("advice drop-table", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_AsGitHubAnnotations_NamesFileAndLineOfTheOperation()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("lint", "OrderLogsAndTrades", "--format", "github");

        Assert.True(exitCode == 0, output);
        var annotation = output.Split('\n').First(line => line.Contains("title=drop-table:", StringComparison.Ordinal));
        var source = File.ReadAllLines(Path.Combine(Repository.Root, "Data", "Migrations", "20260101000007_OrderLogsAndTrades.cs"));
        var line = Array.FindIndex(source, text => text.Contains("migrationBuilder.DropTable(", StringComparison.Ordinal)) + 1;
        Assert.StartsWith($"::notice file=Data/Migrations/20260101000007_OrderLogsAndTrades.cs,line={line},title=drop-table::20260101000007_OrderLogsAndTrades down: ", annotation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_AsSarif_HasWhatTheSchemaAsksFor()
    {
        var (_, output) = await Worker.RunOfflineAsync("lint", "..UsersAndAuth", "--severity", "info", "--format", "sarif");

        using var document = JsonDocument.Parse(output);
        Assert.Equal("2.1.0", document.RootElement.GetProperty("version").GetString());
        var run = document.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList();
        Assert.Equal(LintRules.All.Select(rule => rule.Id), rules);
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.NotEmpty(results);
        Assert.All(results, result =>
        {
            Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()]);
            Assert.Contains(result.GetProperty("level").GetString(), (string[])["error", "warning", "note"]);
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            Assert.True(File.Exists(Path.Combine(Repository.Root, place.GetProperty("artifactLocation").GetProperty("uri").GetString()!)));
            Assert.True(place.GetProperty("region").GetProperty("startLine").GetInt32() > 1);
        });
        var suppressed = results.Where(result => result.GetProperty("suppressions").GetArrayLength() > 0).ToList();
        Assert.NotEmpty(suppressed);
        Assert.All(suppressed, result => Assert.NotEmpty(result.GetProperty("suppressions")[0].GetProperty("justification").GetString()!));
    }

    [Fact]
    public async Task Lint_OfWhatIsPending_AsksTheDatabase()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.RunAsync("up", "UsersAndAuth");

        var (exitCode, document) = await database.RunJsonAsync("lint", "--pending", "--severity", "info");

        Assert.Equal(0, exitCode);
        Assert.True(document.GetProperty("usedCatalog").GetBoolean());
        Assert.Equal(MigrationGraph.Of(VerbContext.OfflineOptions).Ids.Count - 3, document.GetProperty("migrations").GetInt32());
        Assert.All(document.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("up", finding.GetProperty("direction").GetString()));
    }

    [Theory]
    [InlineData("'bad' is not possible for --severity: info, advice, warning, error.", "lint", "--severity", "bad")]
    [InlineData("'3' is not possible for --fail-on", "lint", "--fail-on", "3")]
    [InlineData("No migration of this build is called 'nope'", "lint", "nope")]
    [InlineData("holds no migration", "lint", "head..LegacyBaseline")]
    [InlineData("leave the argument out", "lint", "head", "--pending")]
    [InlineData("No database is configured", "lint", "--pending")]
    public async Task Lint_WhenAskedForWhatIsNotThere_SaysSo(string sentence, params string[] arguments)
    {
        var (exitCode, output) = await Worker.RunOfflineAsync(arguments);

        Assert.True(exitCode == (int)MigrationExitCode.Usage, output);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Up_OfOurOwnMigrations_IsNotRefusedWhereHazardsAre(string environment)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await using var process = Worker.StartWith(database.ConnectionString, new() { ["DOTNET_ENVIRONMENT"] = environment }, "up");
        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 0, output);
    }
}
