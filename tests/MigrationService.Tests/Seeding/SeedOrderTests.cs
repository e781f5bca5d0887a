using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService.Tests.Seeding;

public sealed class SeedOrderTests
{
    [Fact]
    public void Order_OfAnyList_PutsPartsAfterWhatTheyDependOn()
    {
        var ordered = SeedOrder.Of([new Part("trades", "orders", "bots"), new Part("bots", "users"), new Part("users"), new Part("orders", "users")]);

        Assert.Equal(["users", "orders", "bots", "trades"], ordered.Select(part => part.Name));
    }

    [Fact]
    public void Order_OfACircle_NamesItsMembers()
    {
        var wrong = Assert.Throws<MigrationException>(() => SeedOrder.Of([new Part("a", "b"), new Part("b", "c"), new Part("c", "b")]));

        Assert.Equal(MigrationExitCode.SeedFailed, wrong.ExitCode);
        Assert.Equal("The seed cannot be put in order: b → c → b depend on each other in a circle.", wrong.Message);
    }

    [Fact]
    public void Order_OfAnUnknownDependency_NamesBoth()
    {
        var wrong = Assert.Throws<MigrationException>(() => SeedOrder.Of([new Part("trades", "order")]));

        Assert.Equal("The seed cannot be put in order: trades depends on order, and there is no part of that name.", wrong.Message);
    }

    [Fact]
    public void Order_OfTwoWithOneName_IsRefused()
    {
        var wrong = Assert.Throws<MigrationException>(() => SeedOrder.Of([new Part("trades"), new Part("trades")]));

        Assert.Contains("two of its parts are called trades", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Order_OfThePlatformsParts_IsPossibleAndTheirNamesCanBeTyped()
    {
        var ordered = SeedOrder.Of(Seeders.All);

        Assert.Equal(Seeders.All.Count, ordered.Count);
        Assert.All(ordered, part => Assert.Matches("^[a-z]+(-[a-z]+)*$", part.Name));
    }

    [Fact]
    public void Only_OfAnUnknownPart_ListsTheKnownOnes()
    {
        var wrong = Assert.Throws<MigrationException>(
            () => SeedSelection.Of(new SeedRequest(null) { Only = ["tradez"] }, [new Part("trades", "users"), new Part("users")]));

        Assert.Equal((MigrationExitCode.Usage, "There is no part tradez of the seed: there are users, trades."), (wrong.ExitCode, wrong.Message));
    }

    [Fact]
    public void Only_OfAPart_HasWhatItDependsOnAndSaysWhy()
    {
        Part[] parts = [new("trades", "orders"), new("orders", "users"), new("users"), new("tasks", "users")];

        var selection = SeedSelection.Of(new SeedRequest(null) { Only = ["orders"] }, parts);

        Assert.Equal(["users", "orders"], selection.WithDependencies(selection.Wanted).Select(part => part.Name));
        Assert.Equal(["orders", "trades"], selection.WithDependents().Select(part => part.Name));
        Assert.Null(selection.NeededBy(parts[1]));
        Assert.Equal("orders", selection.NeededBy(parts[2]));
    }

    [Fact]
    public void Only_OfAPartThatTheProfileHasNot_IsRefused()
    {
        var wrong = Assert.Throws<MigrationException>(() => SeedSelection.Of(new SeedRequest(SeedProfile.Minimal) { Only = ["trades"] }, [new Part("trades")]));

        Assert.Equal("trades is part of the profile demo, not of minimal: leave --profile out.", wrong.Message);
    }

    private sealed class Part(string name, params string[] dependsOn) : ISeeder
    {
        public string Name => name;

        public SeedProfile Profile => SeedProfile.Demo;

        public IReadOnlyList<string> DependsOn => dependsOn;

        public string IsPresentSql => "false";

        public Task AddAsync(SeedBatch batch, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
