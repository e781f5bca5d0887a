using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class HelpTests
{
    private static readonly string Documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

    public static TheoryData<string> Verbs => [.. ServiceCommandLine.CreateRoot().Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void EveryVerb_TeachesWithExamplesAndIsDocumented(string name)
    {
        var verb = ServiceCommandLine.CreateRoot().Subcommands.Single(verb => verb.Name == name);

        Assert.Contains("Examples:", verb.Description, StringComparison.Ordinal);
        Assert.Contains($"\n### `{name}", Documentation, StringComparison.Ordinal);
        Assert.All(
            verb.Options.Where(option => !option.Hidden && option.Name != "--help"),
            option => Assert.Contains(option.Name, Documentation, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HelpOfAVerb_NamesItsArgumentsAndWords_AndDoesNotListEveryValue()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("lint", "--help");

        Assert.True(exitCode == 0, output);
        Assert.Contains("<migrations> ", output, StringComparison.Ordinal);
        Assert.Contains("--format <word> ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("LegacyBaseline", output, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryExitCode_IsDescribedInTheHelpAndDocumented() => Assert.All(
        Enum.GetValues<MigrationExitCode>(),
        code =>
        {
            Assert.NotEmpty(ExitCodeTable.Describe(code));
            Assert.Contains($"\n| {(int)code} | `{char.ToLowerInvariant(code.ToString()[0])}{code.ToString()[1..]}` |", Documentation, StringComparison.Ordinal);
        });

    [Theory]
    [InlineData("statsu", "`status`")]
    [InlineData("rollback", "`--help` lists them")]
    [InlineData("hedas", "`heads`")]
    public async Task UnknownVerb_SuggestsTheNearest(string verb, string expected)
    {
        var (exitCode, output) = await Worker.RunOfflineAsync(verb);

        Assert.True(exitCode == 2, output);
        Assert.Contains(expected, Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }
}
