using TradingPlatform.MigrationEngine;
using static TradingPlatform.MigrationService.Tests.Workshop;

namespace TradingPlatform.MigrationService.Tests;

public sealed class LastMigrationTests
{
    [Fact]
    public async Task Remove_PutsEveryFileBackToWhatItWas()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        await workshop.AddAsync("create the bots");
        using var before = workshop.Branch();
        await workshop.WithModel(Entity("bots", Text("name"))).AddAsync("name the bots");

        await using var bench = workshop.Open();
        bench.Last.Remove(bench.Last.Find(), bench.Folder, dryRun: false);

        Assert.Equal(FilesOf(before), FilesOf(workshop));
    }

    [Fact]
    public async Task Remove_OfTheFirst_LeavesNothing()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        await workshop.AddAsync("create the bots");

        await using var bench = workshop.Open();
        bench.Last.Remove(bench.Last.Find(), bench.Folder, dryRun: false);

        Assert.Empty(FilesOf(workshop));
    }

    [Fact]
    public async Task Remove_WhenTheKeptModelIsMissing_RefusesAndDeletesNothing()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        var first = await workshop.AddAsync("create the bots");
        await workshop.WithModel(Entity("bots", Text("name"))).AddAsync("name the bots");
        File.Delete(Path.Combine(workshop.Migrations, "Models", $"{first}.txt"));
        var before = FilesOf(workshop);

        await using var bench = workshop.Open();
        var refusal = Assert.Throws<MigrationException>(() => bench.Last.Remove(bench.Last.Find(), bench.Folder, dryRun: false));

        Assert.Contains(first, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, FilesOf(workshop));
    }

    [Fact]
    public void RefuseApplied_WhenItIs_SaysToRevertFirst()
    {
        var refusal = Assert.Throws<MigrationException>(() => LastMigration.RefuseApplied(new MigrationNode("1_A", [], []), ["1_A"]));

        Assert.Equal(MigrationExitCode.Refused, refusal.ExitCode);
        Assert.Contains("`down -1`", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WhenRowsAreTakenAway_AddsATestThatGoesWithTheMigrationUntilItIsWorkedOn()
    {
        using var workshop = new Workshop().WithModel(Entity("bots", Text("name")));
        var tests = Directory.CreateDirectory(Path.Combine(workshop.Project, "..", "tests", "Shop.Tests")).FullName;
        File.WriteAllText(Path.Combine(tests, RoundTripTest.Fixture), "");
        await workshop.AddAsync("create the bots");
        Assert.False(Directory.Exists(Path.Combine(tests, "Migrations")));
        await workshop.WithModel(Entity("bots")).AddAsync("drop the names");
        var test = Assert.Single(Directory.GetFiles(Path.Combine(tests, "Migrations")));
        Assert.EndsWith("DropTheNamesTests.cs", test, StringComparison.Ordinal);

        await using var bench = workshop.Open();
        var untouched = bench.Last.Remove(bench.Last.Find(), bench.Folder, dryRun: true);
        File.AppendAllText(test, "// rows\n");
        var touched = bench.Last.Remove(bench.Last.Find(), bench.Folder, dryRun: true);

        Assert.Contains(test, untouched.Files);
        Assert.DoesNotContain(test, touched.Files);
        Assert.Equal(test, touched.TestLeft);
    }

    private static List<string> FilesOf(Workshop workshop) =>
        [.. Directory.EnumerateFiles(workshop.Migrations, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(workshop.Migrations, file)}\n{File.ReadAllText(file)}")];
}
