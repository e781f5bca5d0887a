using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class RehearseTests
{
    [Fact]
    public async Task Rehearse_AllMigrationsOfThePlatform_DoWhatTheLintSays()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await database.RunAsync("rehearse", "--strict");

        Assert.True(exitCode == 0, output);
        Assert.Matches("Rehearsed \\d+ migrations up, \\d+ statements, in .* on a copy of the schema, PostgreSQL", output);
        Assert.DoesNotContain("✗", output, StringComparison.Ordinal);
        Assert.Equal(0, (await database.RunJsonAsync("current")).Document.GetProperty("current").GetArrayLength());
    }

    [Fact]
    public async Task Rehearse_TheWayBackWithData_ShowsTheTableOfEachStatement()
    {
        await using var database = await SeededDatabase.CreateAsync();

        var (exitCode, output) = await database.RunAsync("rehearse", "--down", "--with-data");

        Assert.True(exitCode == 0, output);
        Assert.Matches(@"\n\d+\s+[A-Z]+ .*\s[a-z]+\.\w+\s+(SHARE ROW|ACCESS) EXCLUSIVE\s.*✓", output);
        Assert.Contains("a copy with the rows", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--clone names a copy that exists", "rehearse", "--clone", "Host=x", "--with-data")]
    [InlineData("--copy says how --with-data copies", "rehearse", "--copy", "dump")]
    public async Task Rehearse_WithOptionsThatContradict_SaysWhich(string expected, params string[] arguments)
    {
        var (exitCode, output) = await Worker.RunOfflineAsync(arguments);

        Assert.True(exitCode == 2, output);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }
}
