using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Which migrations are linted.</summary>
internal static class LintSelection
{
    private const string Separator = "..";

    /// <summary>All, one, or those from one to another, in the order of the graph.</summary>
    /// <param name="graph">The build's migrations.</param>
    /// <param name="text">A migration, <c>head</c>, or <c>from..to</c> with both included and either missing; null for all.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: not found, or nothing lies between the two.</exception>
    public static IReadOnlyList<string> Of(MigrationGraph graph, string? text)
    {
        if (text is null) return graph.Ids;
        if (!text.Contains(Separator, StringComparison.Ordinal)) return [Find(graph, text)];

        var ends = text.Split(Separator, 2);
        var from = ends[0].Length == 0 ? null : Find(graph, ends[0]);
        var to = ends[1].Length == 0 ? null : Find(graph, ends[1]);
        List<string> selected =
        [
            .. graph.Ids
                .Where(id => from is null || id == from || graph.AncestorsOf(id).Contains(from))
                .Where(id => to is null || id == to || graph.AncestorsOf(to).Contains(id)),
        ];
        return selected.Count > 0
            ? selected
            : throw new MigrationException(MigrationExitCode.Usage, $"'{text}' holds no migration: {to} does not come after {from}.");
    }

    private static string Find(MigrationGraph graph, string text) =>
        text.Equals("head", StringComparison.OrdinalIgnoreCase) && graph.Heads is [var head] ? head : graph.Find(text);
}
