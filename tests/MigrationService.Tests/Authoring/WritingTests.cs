using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;
using static TradingPlatform.MigrationService.Tests.Workshop;

namespace TradingPlatform.MigrationService.Tests;

public sealed class WritingTests
{
    [Fact]
    public async Task Draft_OfAChange_IsBuiltAndAppliedWithItsParentPhaseAndKeptModel()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        var first = await workshop.AddAsync("create the bots");
        var second = await workshop.WithModel(Entity("bots", Text("name"))).AddAsync("name the bots");

        await using var bench = workshop.Open();
        Assert.Equal([first, second], bench.Graph.Ids);
        Assert.Equal([first], bench.Graph[second].Parents);
        Assert.Contains("/// <summary>Name the bots.</summary>\n[MigrationPhase(MigrationPhase.Expand)]\npublic partial class NameTheBots", workshop.Read($"{second}.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("BuildTargetModel", workshop.Read($"{second}.Designer.cs"), StringComparison.Ordinal);
        Assert.Equal(workshop.Read("ShopContextModelSnapshot.cs"), workshop.Read($"Models/{second}.txt"));
        Assert.NotEqual(workshop.Read($"Models/{first}.txt"), workshop.Read($"Models/{second}.txt"));

        await using var database = await TestDatabase.CreateEmptyAsync();
        await bench.UpAsync(database);
        var catalog = await Bench.CatalogAsync(database);
        Assert.Contains(catalog, line => line.StartsWith("column shop.bots.name text", StringComparison.Ordinal));
        await bench.DownAsync(database, "-1");
        await bench.UpAsync(database);
        Assert.Equal(catalog, await Bench.CatalogAsync(database));
    }

    [Fact]
    public async Task Draft_WhenNothingChanged_HasNoOperations()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        await workshop.AddAsync("create the bots");

        await using var bench = workshop.Open();

        Assert.Empty(bench.Author.Draft(MigrationTitle.Parse("name the bots")).Up);
    }

    [Theory]
    [InlineData("""b.Property<string>("name");""", "")]
    [InlineData("""b.Property<string>("name");""", """b.Property<string>("name").HasColumnName("title");""")]
    [InlineData("""b.Property<string>("name");""", """b.Property<string>("name").IsRequired();""")]
    [InlineData("""b.Property<int>("size");""", """b.Property<long>("size");""")]
    public async Task Draft_WhenOldVersionsWouldMissSomething_ProposesContract(string before, string after)
    {
        using var workshop = new Workshop().WithModel(Entity("bots", before));
        await workshop.AddAsync("create the bots");

        await using var bench = workshop.WithModel(Entity("bots", after)).Open();
        var draft = bench.Author.Draft(MigrationTitle.Parse("rework the bots"));

        Assert.Equal(MigrationPhase.Contract, draft.Phase);
        Assert.Contains(AuthoringRemarks.Of(draft), remark => remark.Contains("phase is Contract", StringComparison.Ordinal));
        bench.Write(draft);
        Assert.Contains("[MigrationPhase(MigrationPhase.Contract)]", workshop.Read($"{draft.Id}.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_WhenItAddsAndTakesAway_AdvisesTwoMigrations()
    {
        using var workshop = new Workshop().WithModel(Entity("bots", Text("name")));
        await workshop.AddAsync("create the bots");

        await using var bench = workshop.WithModel(Entity("bots"), Entity("fees")).Open();
        var remarks = AuthoringRemarks.Of(bench.Author.Draft(MigrationTitle.Parse("move names into fees")));

        Assert.Contains(remarks, remark => remark.Contains("two migrations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Draft_WhenATableHasNoSchema_RefusesAndNamesIt()
    {
        using var workshop = new Workshop().WithModel("model.HasDefaultSchema(null);", Entity("bots"));
        await using var bench = workshop.Open();

        var refusal = Assert.Throws<MigrationException>(() => bench.Author.Draft(MigrationTitle.Parse("create the bots")));

        Assert.Equal(MigrationExitCode.Refused, refusal.ExitCode);
        Assert.Contains("Table bots has no schema", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_WhenTheNewestIdLiesInTheFuture_IsGreaterStill()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        var first = await workshop.AddAsync("create the bots");
        foreach (var file in Directory.EnumerateFiles(workshop.Migrations, $"{first}*", SearchOption.AllDirectories).ToList())
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace(first, "29991231235959_CreateTheBots", StringComparison.Ordinal));
            File.Move(file, file.Replace(first, "29991231235959_CreateTheBots", StringComparison.Ordinal));
        }

        Assert.Equal("30000101000000_NameTheBots", await workshop.WithModel(Entity("bots", Text("name"))).AddAsync("name the bots"));
    }

    [Fact]
    public async Task Draft_OfSeedRows_CarriesTheirTypesAndMovesTheSequenceOn()
    {
        const string seeded = """b.HasData(new { id = 1, name = "one" }, new { id = 2, name = "two" });""";
        using var workshop = new Workshop().WithModel(Entity("bots", Text("name")));
        var first = await workshop.AddAsync("create the bots");
        var second = await workshop.WithModel(Entity("bots", Text("name"), seeded)).AddAsync("seed two bots");
        var third = await workshop.WithModel(Entity("bots", Text("name"), seeded.Replace("two", "deux", StringComparison.Ordinal))).AddAsync("translate a bot");
        var fourth = await workshop.WithModel(Entity("bots", Text("name"))).AddAsync("take seeded bots back");

        Assert.Contains("columnTypes: new[] { \"integer\", \"text\" }", workshop.Read($"{second}.cs"), StringComparison.Ordinal);
        Assert.Contains("keyColumnTypes:", workshop.Read($"{third}.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("BuildTargetModel", workshop.Read($"{first}.Designer.cs"), StringComparison.Ordinal);
        Assert.Contains("BuildTargetModel", workshop.Read($"{second}.Designer.cs"), StringComparison.Ordinal);

        await using var bench = workshop.Open();
        await using var database = await TestDatabase.CreateEmptyAsync();
        await bench.UpAsync(database, third);
        await database.ExecuteAsync("INSERT INTO shop.bots (name) VALUES ('three')");
        Assert.Equal("1 one,2 deux,3 three", await database.ScalarAsync<string>("SELECT string_agg(id || ' ' || name, ',' ORDER BY id) FROM shop.bots"));
        await bench.UpAsync(database);
        await bench.DownAsync(database, third);
        Assert.Equal(3, await database.ScalarAsync<long>("SELECT count(*) FROM shop.bots"));
        Assert.Equal([first, second, third, fourth], bench.Graph.Ids);
    }
}
