namespace TradingPlatform.MigrationService.Tests;

public sealed class EfToolTests
{
    [Fact]
    public async Task Add_WritesWhatNewWrites_AndRemoveWaitsForABuild()
    {
        using var tree = new SourceCopy();
        var before = tree.Files();
        var head = tree.Migrations[^1];

        var added = await EfTool.RunAsync(tree.Project, "migrations", "add", "BackfillOrderFees");

        Assert.True(added.ExitCode == 0, added.Output);
        var written = tree.Files().Except(before).Select(Path.GetFileName).ToList();
        Assert.Equal(4, written.Count);
        Assert.Contains("BackfillOrderFeesTests.cs", written);
        var designer = File.ReadAllText(tree.Files().Single(file => file.EndsWith("_BackfillOrderFees.Designer.cs", StringComparison.Ordinal)));
        Assert.Contains($"[MigrationParents(\"{head}\")]", designer, StringComparison.Ordinal);
        Assert.DoesNotContain("BuildTargetModel", designer, StringComparison.Ordinal);

        // What is built still ends with the migration before, which must not be the one to go.
        var removed = await EfTool.RunAsync(tree.Project, "migrations", "remove");
        Assert.NotEqual(0, removed.ExitCode);
        Assert.Contains("BackfillOrderFees is not in this build", removed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_PutsTheKeptSnapshotBack()
    {
        using var tree = new SourceCopy();
        var head = tree.Migrations[^1];
        var parent = tree.Migrations[^2];

        var (exitCode, output) = await EfTool.RunAsync(tree.Project, "migrations", "remove");

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(tree.Files(), file => file.Contains(head, StringComparison.Ordinal));
        Assert.Equal(
            File.ReadAllText(Path.Combine(tree.Project, "Migrations", "Models", $"{parent}.txt")),
            File.ReadAllText(Path.Combine(tree.Project, "Migrations", "TradingDbContextModelSnapshot.cs")));
    }

    [Fact]
    public async Task Add_WhenTheNameSaysNothing_RefusesInOneSentence()
    {
        using var tree = new SourceCopy();
        var before = tree.Files();

        var (exitCode, output) = await EfTool.RunAsync(tree.Project, "migrations", "add", "Changes");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("'Changes' says nothing", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(before, tree.Files());
    }
}
