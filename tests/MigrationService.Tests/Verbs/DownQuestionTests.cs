namespace TradingPlatform.MigrationService.Tests;

/// <summary>The question that <c>down</c> asks a person at a terminal.</summary>
public sealed class DownQuestionTests
{
    private const string CtrlC = "\u0003";
    private const string Newest = """SELECT max("MigrationId") FROM migration."__EFMigrationsHistory" """;

    [Fact]
    public async Task Down_WhenThePersonSaysYes_Reverts()
    {
        await using var database = await SeededDatabase.CreateAsync();
        var before = await database.ScalarAsync<string>(Newest);
        await using var terminal = TerminalSession.Start(database, "down", "-1");

        await terminal.WaitForAsync("[y/n]");
        Assert.Contains(before, terminal.Text, StringComparison.Ordinal);
        await terminal.TypeAsync("y\r");

        Assert.True(await terminal.EndAsync() == 0, terminal.Text);
        Assert.NotEqual(before, await database.ScalarAsync<string>(Newest));
    }

    [Theory]
    [InlineData("n\r", 8)]
    [InlineData(CtrlC, 130)]
    public async Task Down_WhenThePersonDoesNotSayYes_ChangesNothing(string keys, int expected)
    {
        await using var database = await SeededDatabase.CreateAsync();
        var before = await database.ScalarAsync<string>(Newest);
        await using var terminal = TerminalSession.Start(database, "down", "base");

        await terminal.WaitForAsync("rows of table identity.users");
        await terminal.WaitForAsync("[y/n]");
        await terminal.TypeAsync(keys);

        Assert.True(await terminal.EndAsync() == expected, terminal.Text);
        Assert.Equal(before, await database.ScalarAsync<string>(Newest));
        Assert.DoesNotContain("   at ", terminal.Text, StringComparison.Ordinal);
    }

    /// <summary>Nobody waits for a lock while a person thinks; in return the answer is for what was shown.</summary>
    [Fact]
    public async Task Down_WhenTheDatabaseChangedBeforeTheAnswer_Refuses()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var terminal = TerminalSession.Start(database, "down", "base");
        await terminal.WaitForAsync("[y/n]");

        var (exitCode, output) = await database.RunAsync("down", "-1", "--yes", "--allow-data-loss");
        Assert.True(exitCode == 0, output);
        var before = await database.ScalarAsync<string>(Newest);
        await terminal.TypeAsync("y\r");

        Assert.True(await terminal.EndAsync() == 8, terminal.Text);
        Assert.Equal(before, await database.ScalarAsync<string>(Newest));
    }
}
