using System.Text.Json;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>The built program in this working copy, and on a copy of it where it writes.</summary>
public sealed class AuthoringProgramTests
{
    [Fact]
    public async Task New_WhenNothingChanged_SaysSoAndWritesNothing()
    {
        using var tree = new SourceCopy();
        var before = tree.Files();

        var (exitCode, output) = await RunAsync("new", "add leverage to bots", "--project", tree.Project);

        Assert.True(exitCode == 0, output);
        Assert.Contains("Nothing changed", output, StringComparison.Ordinal);
        Assert.Equal(before, tree.Files());
    }

    [Theory]
    [InlineData("changes")]
    [InlineData("fix 2")]
    public async Task New_WhenTheNameSaysNothing_EndsWithUsageAndOneSentence(string name)
    {
        var (exitCode, output) = await RunAsync("new", name);

        Assert.True(exitCode == 2, output);
        Assert.Contains($"'{name}' says nothing", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_Empty_AsJson_ListsTheFilesAmongThemATest()
    {
        using var tree = new SourceCopy();
        var head = tree.Migrations[^1];

        var (exitCode, output) = await RunAsync("new", "backfill order fees", "--empty", "--json", "--project", tree.Project);

        Assert.True(exitCode == 0, output);
        using var document = JsonDocument.Parse(output);
        var written = document.RootElement.GetProperty("written").EnumerateArray().Select(file => Path.GetFileName(file.GetString()!)).ToList();
        var id = document.RootElement.GetProperty("id").GetString();
        Assert.Equal([$"{id}.cs", $"{id}.Designer.cs", $"{id}.txt", "TradingDbContextModelSnapshot.cs", "BackfillOrderFeesTests.cs"], written);
        Assert.Equal("expand", document.RootElement.GetProperty("phase").GetString());
        Assert.Equal(head, Assert.Single(document.RootElement.GetProperty("parents").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task New_WhenTheBuildIsOlderThanTheSources_RefusesAndNamesTheFile()
    {
        using var tree = new SourceCopy();
        File.AppendAllText(Path.Combine(tree.Project, "Schemas.cs"), "// later\n");

        var (exitCode, output) = await RunAsync("new", "add leverage to bots", "--project", tree.Project);

        Assert.True(exitCode == 8, output);
        Assert.Contains("Schemas.cs is newer than the built Data", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_WhenThereIsOneHead_SaysSo()
    {
        var (exitCode, output) = await RunAsync("merge");

        Assert.True(exitCode == 0, output);
        Assert.Contains("one head", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveLast_WhenApplied_RefusesAndWhenNotRemoves()
    {
        using var tree = new SourceCopy();
        var before = tree.Files();
        var head = tree.Migrations[^1];
        var parent = tree.Migrations[^2];
        await using var migrated = await MigratedDatabase.CreateAsync();
        await using var empty = await TestDatabase.CreateEmptyAsync();

        var refused = await migrated.RunAsync("remove-last", "--project", tree.Project);
        Assert.True(refused.ExitCode == 8, refused.Output);
        Assert.Contains($"{head} is applied", refused.Output, StringComparison.Ordinal);
        Assert.Equal(before, tree.Files());

        var removed = await empty.RunAsync("remove-last", "--project", tree.Project);
        Assert.True(removed.ExitCode == 0, removed.Output);
        Assert.Equal(before.Count - 3, tree.Files().Count);
        Assert.Equal(
            File.ReadAllText(Path.Combine(tree.Project, "Migrations", "Models", $"{parent}.txt")),
            File.ReadAllText(Path.Combine(tree.Project, "Migrations", "TradingDbContextModelSnapshot.cs")));
    }

    [Fact]
    public async Task RemoveLast_WhenTheDatabaseIsAway_SaysHowToGoOn()
    {
        using var tree = new SourceCopy();
        const string nowhere = "Host=127.0.0.1;Port=1;Database=x;Username=x;Password=x";
        await using var process = Worker.Start(nowhere, "remove-last", "--project", tree.Project);
        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 3, output);
        Assert.Contains("--offline", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Squash_FromTheFirst_LeavesOneMigrationAndTheLaterOnes()
    {
        using var tree = new SourceCopy();
        var later = tree.Migrations.Where(id => string.CompareOrdinal(id, "20260101000008") > 0).ToList();

        var (exitCode, output) = await RunAsync("squash", "..OrderLogsAndTrades", "baseline of 2026", "--project", tree.Project);

        Assert.True(exitCode == 0, output);
        Assert.Contains("LegacyBaselineTests.cs names a folded migration", output, StringComparison.Ordinal);
        Assert.Equal(["20260101000007_BaselineOf2026", .. later], tree.Migrations);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        await using var process = Worker.Start(connectionString: null, arguments);
        return await process.EndAsync();
    }
}
