using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;
using static TradingPlatform.MigrationService.Tests.Workshop;

namespace TradingPlatform.MigrationService.Tests;

public sealed class SquashTests
{
    private const string Index = """b.HasIndex("name").HasDatabaseName("ix_bots_name");""";

    [Fact]
    public async Task Write_ReplacesTheRange_AndEmptyAndMigratedDatabasesHaveTheSameCatalog()
    {
        using var workshop = await FourMigrationsAsync();
        await using var originals = workshop.Open();
        await using var migrated = await TestDatabase.CreateEmptyAsync();
        await originals.UpAsync(migrated);
        await migrated.ExecuteAsync("INSERT INTO shop.bots (name) VALUES ('kept')");
        var catalog = await Bench.CatalogAsync(migrated);

        var draft = originals.Squash.Draft($"{originals.Graph.Ids[0]}..{originals.Graph.Ids[2]}", "baseline of the shop");
        originals.Squash.Write(draft, originals.Folder);

        await using var squashed = workshop.Open();
        Assert.Equal([draft.Id, originals.Graph.Ids[3]], squashed.Graph.Ids);
        Assert.Equal([draft.Id], squashed.Graph[originals.Graph.Ids[3]].Parents);
        Assert.Equal(originals.Graph.Ids.Take(3), squashed.Graph[draft.Id].Replaces);
        Assert.Empty(squashed.Author.Draft(MigrationTitle.Parse("see nothing left")).Up);

        await using var empty = await TestDatabase.CreateEmptyAsync();
        await squashed.UpAsync(empty);
        Assert.Equal(catalog, await Bench.CatalogAsync(empty));
        Assert.Equal(MigrationExitCode.Success, (await squashed.StatusAsync(migrated)).ExitCode);
        await squashed.UpAsync(migrated);
        Assert.Equal(catalog, await Bench.CatalogAsync(migrated));
        Assert.Equal(1, await migrated.ScalarAsync<long>("SELECT count(*) FROM shop.bots"));

        // Down as well: what the range leaves behind is what its migrations, one by one, leave behind.
        await squashed.DownAsync(empty, "base");
        await using var reference = await TestDatabase.CreateEmptyAsync();
        await originals.UpAsync(reference);
        await originals.DownAsync(reference, "base");
        Assert.Equal(await Bench.CatalogAsync(reference), await Bench.CatalogAsync(empty));
    }

    [Fact]
    public async Task Write_OfARangeWithDualWrites_WritesThemAsTheyWere()
    {
        using var workshop = await FourMigrationsAsync();
        string[] ids;
        await using (var bench = workshop.Open()) ids = [.. bench.Graph.Ids];
        var file = Path.Combine(workshop.Migrations, $"{ids[1]}.cs");
        var code = File.ReadAllText(file);
        File.WriteAllText(file, code.Insert(
            code.IndexOf("\n    }\n", StringComparison.Ordinal) + 1,
            """
                    migrationBuilder.Sql("ALTER TABLE shop.bots ADD label text");
                    migrationBuilder.StartDualWrites("bot_label", "shop", "bots", new DualWrite("name", "label") { ToNew = "upper(name)", ToOld = "lower(label)" });
                    migrationBuilder.UpdateInBatches("bots", "shop", "label = upper(name)", "label IS NULL AND name <> 'x'");

            """));
        await using var originals = workshop.Open();
        var draft = originals.Squash.Draft($"{ids[0]}..{ids[2]}", "baseline of the shop");
        var before = draft.Up.OfType<StartDualWritesOperation>().Single();

        originals.Squash.Write(draft, originals.Folder);

        await using var squashed = workshop.Open();
        await using var database = await TestDatabase.CreateEmptyAsync();
        await squashed.UpAsync(database);
        await database.ExecuteAsync("INSERT INTO shop.bots (label) VALUES ('ANN')");
        Assert.Equal("ann", await database.ScalarAsync<string>("SELECT name FROM shop.bots"));
        Assert.Contains("new DualWrite(\"name\", \"label\") { ToNew = \"upper(name)\", ToOld = \"lower(label)\" }", workshop.Read($"{draft.Id}.cs"), StringComparison.Ordinal);
        Assert.Equal("bot_label", before.Name);
    }

    [Fact]
    public async Task Draft_FoldsWhatIsProvablyTheSame_AndNothingAcrossRawSql()
    {
        using var workshop = await FourMigrationsAsync();
        await using var bench = workshop.Open();
        var plain = bench.Squash.Draft($"..{bench.Graph.Ids[2]}", description: null);
        Assert.DoesNotContain(plain.Up, operation => operation is AddColumnOperation);

        var second = Path.Combine(workshop.Migrations, $"{bench.Graph.Ids[0]}.cs");
        var code = File.ReadAllText(second);
        var end = code.IndexOf("\n    }\n", StringComparison.Ordinal) + 1;
        File.WriteAllText(second, code.Insert(end, "        migrationBuilder.Sql(\"COMMENT ON TABLE shop.bots IS 'raw';\");\n"));
        await using var withSql = workshop.Open();
        var raw = withSql.Squash.Draft($"..{bench.Graph.Ids[2]}", description: null);

        Assert.Contains(raw.Up, operation => operation is AddColumnOperation);
        Assert.Contains(raw.Up, operation => operation is SqlOperation);
    }

    [Fact]
    public async Task Draft_WhenABranchLeavesTheMiddle_RefusesAndNamesIt()
    {
        using var workshop = await FourMigrationsAsync();
        using var branch = workshop.Branch();
        string middle;
        await using (var bench = workshop.Open()) middle = bench.Graph.Ids[1];
        foreach (var id in Directory.GetFiles(branch.Migrations, "*.Designer.cs").Select(file => Path.GetFileName(file)[..^".Designer.cs".Length]).Where(id => string.CompareOrdinal(id, middle) > 0))
        {
            foreach (var file in Directory.GetFiles(branch.Migrations, $"{id}*", SearchOption.AllDirectories)) File.Delete(file);
        }

        File.Copy(Path.Combine(branch.Migrations, "Models", $"{middle}.txt"), Path.Combine(branch.Migrations, "ShopContextModelSnapshot.cs"), overwrite: true);
        var side = await branch.WithModel(Entity("bots", Text("name")), Entity("fees")).AddAsync("create the fees");
        workshop.TakeFilesFrom(branch);

        await using var joined = workshop.Open();
        var refusal = Assert.Throws<MigrationException>(() => joined.Squash.Draft($"{joined.Graph.Ids[0]}..TagTheBots", description: null));

        Assert.Equal(MigrationExitCode.Refused, refusal.ExitCode);
        Assert.Contains($"{side} branches off after {middle}", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CreateTheBots", "is not a range")]
    [InlineData("CreateTheBots..", "is not a range")]
    [InlineData("NameTheBots..CreateTheBots", "does not come after")]
    [InlineData("NameTheBots..NameTheBots", "nothing to fold")]
    [InlineData("CreateTheBots..Nowhere", "Nowhere")]
    public async Task Draft_WhenTheRangeIsNone_SaysWhy(string range, string reason)
    {
        using var workshop = await FourMigrationsAsync();
        await using var bench = workshop.Open();

        var refusal = Assert.Throws<MigrationException>(() => bench.Squash.Draft(range, description: null));

        Assert.Equal(MigrationExitCode.Usage, refusal.ExitCode);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<Workshop> FourMigrationsAsync()
    {
        var workshop = new Workshop().WithModel(Entity("bots"));
        await workshop.AddAsync("create the bots");
        await workshop.WithModel(Entity("bots", Text("name"))).AddAsync("name the bots");
        await workshop.WithModel(Entity("bots", Text("name"), Text("tag"), Index)).AddAsync("tag the bots");
        await workshop.WithModel(Entity("bots", Text("name"), Text("tag"), Text("fee"), Index)).AddAsync("charge the bots");
        return workshop;
    }
}
