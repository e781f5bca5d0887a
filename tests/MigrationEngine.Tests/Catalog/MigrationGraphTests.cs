using System.Reflection;

namespace TradingPlatform.MigrationEngine.Tests.Catalog;

public sealed class MigrationGraphTests
{
    [Fact]
    public void Of_WithoutAttributes_IsALineInTheOrderOfTheIds()
    {
        var graph = Graph(Node("2_b"), Node("10_c"), Node("1_a"));

        Assert.Equal(["10_c", "1_a", "2_b"], graph.Ids);
        Assert.Equal(["10_c"], graph.Roots);
        Assert.Equal(["2_b"], graph.Heads);
        Assert.Equal(["1_a"], graph["2_b"].Parents);
    }

    [Fact]
    public void Of_ABranchPair_HasTwoHeadsAndOrdersTiesById()
    {
        var graph = Graph(Node("1"), Node("2", "1"), Node("3", "1"), Node("4", "2"));

        Assert.Equal(["1", "2", "3", "4"], graph.Ids);
        Assert.Equal(["3", "4"], graph.Heads);
        Assert.Equal(["1", "2"], graph.AncestorsOf("4"));
        Assert.Equal(["2", "3", "4"], graph.DescendantsOf("1"));
    }

    [Fact]
    public void Of_AParentWithALaterId_ComesFirst()
    {
        var graph = Graph(Node("1"), Node("2", "3"), Node("3", "1"));

        Assert.Equal(["1", "3", "2"], graph.Ids);
        Assert.Equal(["2"], graph.Heads);
    }

    [Fact]
    public void Of_AMerge_HasOneHead()
    {
        var graph = Graph(Node("1"), Node("2", "1"), Node("3", "1"), Node("4", "2", "3"));

        Assert.Equal(["4"], graph.Heads);
        Assert.Equal(["1", "2", "3"], graph.AncestorsOf("4"));
    }

    [Fact]
    public void Of_AnUnknownParent_NamesBoth() => Damaged("2 names the parent 9", Node("1"), Node("2", "9"));

    [Fact]
    public void Of_ACircle_NamesItsMigrations() => Damaged("2, 3 form a circle", Node("1"), Node("2", "3"), Node("3", "2"));

    [Fact]
    public void Of_TheSameIdTwice_NamesIt() => Damaged("have the id 1", Node("1"), Node("1"));

    [Fact]
    public void Of_AReplacedMigrationThatIsStillThere_NamesIt() =>
        Damaged("replaces 1, which is still in the build", Node("1"), Node("2") with { Replaces = ["1"] });

    [Fact]
    public void Of_AParentThatWasFolded_MeansTheSquash()
    {
        var graph = Graph(Node("3") with { Replaces = ["1", "2", "3a"] }, Node("4", "2"), Node("5", "4"));

        Assert.Equal(["3"], graph["4"].Parents);
        Assert.Equal("3", graph.ReplacementOf("1"));
    }

    [Fact]
    public void Find_AReplacedMigration_SaysWhatReplacedIt()
    {
        var graph = Graph(Node("3_Baseline") with { Replaces = ["1_Orders", "2_Trades"] });

        var failure = Assert.Throws<MigrationException>(() => graph.Find("Orders"));

        Assert.Equal(MigrationExitCode.Usage, failure.ExitCode);
        Assert.Contains("1_Orders is no longer in this build, 3_Baseline has replaced it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WhenSeveralMatch_ListsThem()
    {
        var failure = Assert.Throws<MigrationException>(() => Graph(Node("1_AddOrders"), Node("2_AddTrades")).Find("add"));

        Assert.Contains("1_AddOrders, 2_AddTrades", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TenThousandMigrationsInALine_IsQuick()
    {
        var graph = Graph([.. Enumerable.Range(0, 10_000).Select(index => Node($"{index:D8}_M"))]);

        Assert.Equal(9_999, graph.AncestorsOf(graph.Heads[0]).Count);
    }

    private static void Damaged(string sentence, params MigrationDeclaration[] declarations)
    {
        var failure = Assert.Throws<MigrationException>(() => Graph(declarations));
        Assert.Equal(MigrationExitCode.Damaged, failure.ExitCode);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    private static MigrationGraph Graph(params MigrationDeclaration[] declarations) => MigrationGraph.Of(declarations);

    private static MigrationDeclaration Node(string id, params string[] parents) =>
        new(id, parents.Length == 0 ? null : parents, [], () => typeof(MigrationGraphTests).GetTypeInfo());
}
