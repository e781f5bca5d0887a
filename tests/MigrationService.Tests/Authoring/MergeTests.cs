using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;
using static TradingPlatform.MigrationService.Tests.Workshop;

namespace TradingPlatform.MigrationService.Tests;

public sealed class MergeTests
{
    [Fact]
    public async Task Draft_OfTwoBranches_JoinsThemAndTheNextMigrationStartsFromBoth()
    {
        using var workshop = await TwoBranchesAsync(Entity("bots", Text("name")), Entity("bots", Text("fee")));
        await using var bench = workshop.WithModel(Entity("bots", Text("name"), Text("fee"))).Open();
        var heads = bench.Graph.Heads;

        var draft = bench.Merge.Draft(description: null, bench.Folder)!;
        bench.Write(draft);

        Assert.Equal(2, heads.Count);
        await using var merged = workshop.Open();
        Assert.Equal(draft.Id, Assert.Single(merged.Graph.Heads));
        Assert.Equal(heads, merged.Graph[draft.Id].Parents);
        Assert.Empty(merged.Author.Draft(MigrationTitle.Parse("see nothing left")).Up);
        await using var database = await TestDatabase.CreateEmptyAsync();
        await merged.UpAsync(database);
        Assert.Equal(MigrationExitCode.Success, (await merged.StatusAsync(database)).ExitCode);
    }

    [Fact]
    public async Task Draft_OfANewMigration_WhenTwoHeads_RefusesAndNamesBoth()
    {
        using var workshop = await TwoBranchesAsync(Entity("bots", Text("name")), Entity("bots", Text("fee")));
        await using var bench = workshop.WithModel(Entity("bots", Text("name"), Text("fee"))).Open();

        var refusal = Assert.Throws<MigrationException>(() => bench.Author.Draft(MigrationTitle.Parse("add limits")));

        Assert.Equal(MigrationExitCode.Refused, refusal.ExitCode);
        Assert.All(bench.Graph.Heads, head => Assert.Contains(head, refusal.Message, StringComparison.Ordinal));
        Assert.Contains("`merge`", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_WhenTheCodeHasMoreThanTheBranches_SaysWhat()
    {
        using var workshop = await TwoBranchesAsync(Entity("bots", Text("name")), Entity("bots", Text("fee")));

        await RefusesAsync(workshop, "add column shop.bots.limit", Entity("bots", Text("name"), Text("fee"), Text("limit")));
    }

    [Fact]
    public async Task Draft_WhenTheCodeLacksABranch_SaysWhat()
    {
        using var workshop = await TwoBranchesAsync(Entity("bots", Text("name")), Entity("bots", Text("fee")));

        await RefusesAsync(workshop, "add column shop.bots.fee", Entity("bots", Text("name")));
    }

    [Fact]
    public async Task Draft_WhenBothBranchesDoTheSame_SaysWhat()
    {
        using var workshop = await TwoBranchesAsync(Entity("bots", Text("name")), Entity("bots", Text("name"), Text("fee")));

        await RefusesAsync(workshop, "both do this, and the second to run would fail: add column shop.bots.name", Entity("bots", Text("name"), Text("fee")));
    }

    [Fact]
    public async Task Draft_WhenOneBranchDropsWhatTheOtherChanges_Refuses()
    {
        using var workshop = await TwoBranchesAsync(Entity("bots", Text("name")), Entity("fees"));

        await RefusesAsync(workshop, "add column shop.bots.name", Entity("fees"));
    }

    [Fact]
    public async Task Draft_WhenBothBranchesMakeTheSameSchemaAndChangeTheDatabase_Joins()
    {
        using var workshop = await TwoBranchesAsync(
            "model.HasPostgresExtension(\"citext\"); " + Entity("bots") + Entity("fees").Replace("ToTable(\"fees\")", "ToTable(\"fees\", \"billing\")", StringComparison.Ordinal),
            "model.HasPostgresExtension(\"hstore\"); " + Entity("bots") + Entity("bills").Replace("ToTable(\"bills\")", "ToTable(\"bills\", \"billing\")", StringComparison.Ordinal));
        await using var bench = workshop.WithModel(
            "model.HasPostgresExtension(\"citext\"); model.HasPostgresExtension(\"hstore\");",
            Entity("bots"),
            Entity("fees").Replace("ToTable(\"fees\")", "ToTable(\"fees\", \"billing\")", StringComparison.Ordinal),
            Entity("bills").Replace("ToTable(\"bills\")", "ToTable(\"bills\", \"billing\")", StringComparison.Ordinal)).Open();

        Assert.NotNull(bench.Merge.Draft("join fees and bills", bench.Folder));
    }

    [Fact]
    public async Task Draft_WhenThereIsOneHead_HasNothingToDo()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        await workshop.AddAsync("create the bots");
        await using var bench = workshop.Open();

        Assert.Null(bench.Merge.Draft(description: null, bench.Folder));
    }

    [Fact]
    public async Task Draft_WhenTheSnapshotIsInConflict_NeedsNoSnapshot()
    {
        using var workshop = await TwoBranchesAsync(Entity("bots", Text("name")), Entity("bots", Text("fee")));
        var snapshot = Path.Combine(workshop.Migrations, "ShopContextModelSnapshot.cs");
        File.Delete(snapshot);
        await using var bench = workshop.WithModel(Entity("bots", Text("name"), Text("fee"))).Open();

        bench.Write(bench.Merge.Draft("join name and fee", bench.Folder)!);

        Assert.True(File.Exists(snapshot));
        await using var merged = workshop.Open();
        Assert.Empty(merged.Author.Draft(MigrationTitle.Parse("see nothing left")).Up);
    }

    private static async Task RefusesAsync(Workshop workshop, string what, string code)
    {
        await using var bench = workshop.WithModel(code).Open();

        var refusal = Assert.Throws<MigrationException>(() => bench.Merge.Draft(description: null, bench.Folder));

        Assert.Equal(MigrationExitCode.Refused, refusal.ExitCode);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
    }

    // The files of both, and the snapshot of the first: what git leaves.
    private static async Task<Workshop> TwoBranchesAsync(string one, string other)
    {
        var workshop = new Workshop().WithModel(Entity("bots"));
        await workshop.AddAsync("create the bots");
        using var branch = workshop.Branch();
        await branch.WithModel(other).AddAsync("go another way");
        await workshop.WithModel(one).AddAsync("go one way");
        workshop.TakeFilesFrom(branch);
        return workshop;
    }
}
