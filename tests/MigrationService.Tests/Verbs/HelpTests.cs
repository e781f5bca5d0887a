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

        Assert.All(verb.Subcommands.Append(verb), taught => Assert.Contains("Examples:", taught.Description, StringComparison.Ordinal));
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

    /// <summary>The library would show every migration where an option can be completed to one.</summary>
    [Fact]
    public async Task HelpOfOptionsAndOfVerbsWithVerbs_DoesNotListEveryValue()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("history", "--help");
        var backfill = await Worker.RunOfflineAsync("backfill", "--help");

        Assert.True(exitCode == 0, output);
        Assert.Contains("--migration <migration> ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("LegacyBaseline", output, StringComparison.Ordinal);
        Assert.Contains("pause <name> ", backfill.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("older-users", backfill.Output, StringComparison.Ordinal);
    }

    public static TheoryData<string[], string> WrongValues => new()
    {
        { ["history", "--limit", "0"], "'0' is not possible for --limit: give a number of entries, from 1." },
        { ["backfill", "run", "--workers", "many"], "'many' is not possible for --workers: give a number of sessions, from 1." },
        { ["blockers", "--cancel", "x"], "'x' is no pid: `blockers` shows those of the sessions that are in the way." },
        { ["rehearse", "--with-data", "--copy", "foo"], "'foo' is not possible for --copy: dump, template." },
        { ["rehearse", "--clone"], "Required argument missing for option: '--clone'." },
        { ["seed", "--profile", "huge"], "'huge' is not possible for --profile: none, minimal, demo, load." },
        { ["erd", "--format", "png"], "'png' is not possible for --format: mermaid, svg, markdown." },
        { ["completion", "tcsh"], "'tcsh' is not possible for shell: bash, zsh, fish, pwsh." },
    };

    /// <summary>Neither a name of a C# type nor a stack trace.</summary>
    [Theory]
    [MemberData(nameof(WrongValues))]
    public void WrongValue_IsAnsweredWithOneSentence(string[] arguments, string sentence) =>
        Assert.Equal([sentence], ServiceCommandLine.CreateRoot().Parse(arguments).Errors.Select(error => error.Message));

    [Fact]
    public async Task HelpOfAVerbWithVerbsBelowIt_HasALineForEach()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("backfill", "--help");

        Assert.True(exitCode == 0, output);
        var verbs = output[output.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1..];
        Assert.Equal(["list", "run <names>", "pause <name>", "resume <name>", "retry <name>", "cancel <name>"], verbs.Select(line => line.Split("  ")[0]));
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
