using System.Text.Json;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class StampTests
{
    private const string Sixth = "20260101000006_BotConfigsAndStates";

    [Fact]
    public async Task Stamp_WhenTheSchemaIsThere_WritesTheRowsAfterAQuestion()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync("""DELETE FROM migration."__EFMigrationsHistory" """);

        var unanswered = await database.RunAsync("stamp", "head");
        var (exitCode, output) = await database.RunAsync("stamp", "head", "--yes");

        Assert.True(unanswered.ExitCode == 8, unanswered.Output);
        Assert.True(exitCode == 0, output);
        Assert.Contains("Rows to add", output, StringComparison.Ordinal);
        Assert.Equal(0, (await database.RunAsync("status")).ExitCode);
        Assert.StartsWith(
            "The command line names the target. The live schema was compared with a scratch build and fits",
            await database.ScalarAsync<string>("SELECT error FROM migration.journal WHERE source = 'stamp' LIMIT 1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stamp_WhenTheSchemaDiffers_RefusesUnlessForcedAndRecordsBoth()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var refused = await database.RunAsync("stamp", Sixth, "--yes", "--json");
        var forced = await database.RunAsync("stamp", Sixth, "--yes", "--force");

        Assert.True(refused.ExitCode == 11, refused.Output);
        using var document = JsonDocument.Parse(refused.Output);
        Assert.False(document.RootElement.GetProperty("written").GetBoolean());
        Assert.Contains(
            document.RootElement.GetProperty("collisions").EnumerateArray(), name => name.GetString() == "execution.trades");
        Assert.True(forced.ExitCode == 0, forced.Output);
        Assert.Equal(10, (await database.RunAsync("status")).ExitCode);
        var note = await database.ScalarAsync<string>("SELECT error FROM migration.journal WHERE source = 'stamp' AND direction = 'down' LIMIT 1");
        Assert.Matches("differs in [0-9]+ objects, first .* It was forced[.]$", note);
    }
}
