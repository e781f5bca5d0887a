using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scripting;

/// <summary>A second opinion on the scripts, by another linter: docs/squawk.md has a reason for each kind of finding that is left.</summary>
public sealed partial class SquawkTests
{
    [SquawkFact]
    public async Task EveryFindingInTheScriptOfThePlatform_HasAReason()
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(TradingDatabase.ConfigureNpgsql).Options;
        await using var context = new TradingDbContext(options);
        var script = MigrationScript.Write(context, MigrationTarget.Base, MigrationTarget.Head, new MigrationScriptOptions { ApplicationVersion = "1.2.3" });

        Assert.Equal(Explained("platform"), await FindAsync(script));
    }

    [SquawkFact]
    public async Task EveryFindingInAScriptOfEveryKindOfChange_HasAReason()
    {
        var script = Scripts.Of<SafeContext>(SafeContext.Create);

        Assert.Contains("CONCURRENTLY", script, StringComparison.Ordinal);
        Assert.Equal(Explained("changes"), await FindAsync(script));
    }

    [SquawkFact]
    public async Task TheSameChangesInTheirPlainForm_HaveTheFindingsThatTheSafeFormRemoves() => Assert.Equal(
        [
            "adding-foreign-key-constraint", "adding-not-nullable-field", "adding-serial-primary-key-field", "constraint-missing-not-valid",
            "disallowed-unique-constraint", "require-concurrent-index-creation", "require-concurrent-index-deletion",
        ],
        (await FindAsync(Scripts.Of<PlainFormContext>(SafeContext.Create))).Except(Explained("changes")));

    private static List<string> Explained(string script) =>
    [
        .. Reason().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "squawk.md")))
            .Where(row => row.Groups["scripts"].Value.Split(", ").Contains(script)).Select(row => row.Groups["rule"].Value).Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> FindAsync(string script)
    {
        using var squawk = Process.Start(new ProcessStartInfo(SquawkFactAttribute.Program, ["--pg-version", "15", "--reporter", "json", "--stdin-filepath", "script.sql"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (squawk.StandardOutput.ReadToEndAsync(), squawk.StandardError.ReadToEndAsync());
        await squawk.StandardInput.WriteAsync(WithoutPsql(script));
        squawk.StandardInput.Close();
        await squawk.WaitForExitAsync();
        Assert.True(squawk.ExitCode is 0 or 1, await errors);
        using var findings = JsonDocument.Parse(await output);
        return [.. findings.RootElement.EnumerateArray().Select(finding => finding.GetProperty("rule_name").GetString()!).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The SQL of every branch of the script: commands and variables of psql are no SQL.</summary>
    private static string WithoutPsql(string script) =>
        Variable().Replace(QueryCommand().Replace(Command().Replace(script, "--").Replace("\\;", ";", StringComparison.Ordinal), ";"), match => match.Groups["quote"].Length > 0 ? match.Value[1..] : $"'{match.Groups["name"]}'");

    [GeneratedRegex("""^\s*\\.*$""", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("""\\g(set|exec)\b.*$""", RegexOptions.Multiline)]
    private static partial Regex QueryCommand();

    [GeneratedRegex("""(?<![:\w]):(?<quote>['"]?)(?<name>[a-z_]\w*)\k<quote>""")]
    private static partial Regex Variable();

    [GeneratedRegex("""^\| `(?<rule>[a-z-]+)` \| (?<scripts>[a-z, ]+) \| \S""", RegexOptions.Multiline)]
    private static partial Regex Reason();
}

/// <summary>A fact for machines where npm has brought squawk.</summary>
public sealed class SquawkFactAttribute : FactAttribute
{
    public SquawkFactAttribute()
    {
        if (!File.Exists(Program)) Skip = "squawk is not in node_modules: run `npm install --ignore-scripts` in the repository's folder.";
    }

    /// <summary>Where the package of this platform has it.</summary>
    public static string Program { get; } = Path.Combine(
        Repository.Root,
        "node_modules",
        "@squawk-cli",
        (OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux") + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "-arm64" : "-x64"),
        "bin",
        OperatingSystem.IsWindows() ? "squawk.exe" : "squawk");
}
