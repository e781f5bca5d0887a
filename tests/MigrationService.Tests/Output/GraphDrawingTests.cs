namespace TradingPlatform.MigrationService.Tests;

public sealed class GraphDrawingTests
{
    [Fact]
    public void Draw_OfALine_IsOneLane() => Assert.Equal(["* c", "* b", "* a"], Draw("c:b", "b:a", "a:"));

    [Fact]
    public void Draw_OfTwoHeads_JoinsTheirLanesAtTheParent() => Assert.Equal(
        [
            "* c",
            "| * b",
            "|/",
            "* a",
        ],
        Draw("c:a", "b:a", "a:"));

    [Fact]
    public void Draw_OfAMerge_ForksAndJoins() => Assert.Equal(
        [
            "* m",
            "|\\",
            "| * c",
            "* | b",
            "|/",
            "* a",
        ],
        Draw("m:b,c", "c:a", "b:a", "a:"));

    [Fact]
    public void Draw_OfARootBesideAnotherLine_EndsItsLane() => Assert.Equal(
        [
            "* m",
            "|\\",
            "* | b",
            " /",
            "* a",
        ],
        Draw("m:b,a", "b:", "a:"));

    [Fact]
    public void Draw_OfThreeBranches_KeepsEveryNodeInALaneOfItsOwn() => Assert.Equal(
        [
            "* d",
            "| * c",
            "| | * b",
            "|_|/",
            "* | a",
            " /",
            "* r",
        ],
        Draw("d:a", "c:r", "b:a", "a:", "r:"));

    private static List<string> Draw(params string[] nodes)
    {
        var parents = nodes.Select(node => node.Split(':')).ToDictionary(parts => parts[0], parts => parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries));
        return [.. new GraphDrawing(id => parents[id]).Draw(parents.Keys, _ => '*').Select(line => line.Id is null ? line.Lines : $"{line.Lines} {line.Id}")];
    }
}
