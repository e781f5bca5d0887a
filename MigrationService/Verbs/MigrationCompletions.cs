using System.CommandLine.Completions;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What the shell offers where a migration is meant.</summary>
internal static class MigrationCompletions
{
    /// <summary>The build's migrations, and their names without the timestamps.</summary>
    public static IEnumerable<CompletionItem> Ids(CompletionContext context)
    {
        var ids = MigrationGraph.Of(VerbContext.OfflineOptions).Ids;
        return ids.Concat(ids.Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]))
            .Where(text => text.StartsWith(context.WordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(text => new CompletionItem(text));
    }

    /// <summary>The same, with the words that <c>up</c> takes.</summary>
    public static IEnumerable<CompletionItem> UpTargets(CompletionContext context) => Words(context, "head", "+1").Concat(Ids(context));

    /// <summary>The same, with the words that <c>down</c> takes.</summary>
    public static IEnumerable<CompletionItem> DownTargets(CompletionContext context) => Words(context, "base", "-1").Concat(Ids(context));

    /// <summary>The build's backfills.</summary>
    public static IEnumerable<CompletionItem> Backfills(CompletionContext context) => Words(context, [.. TradingBackfills.All.Select(backfill => backfill.Name)]);

    private static IEnumerable<CompletionItem> Words(CompletionContext context, params string[] words) =>
        words.Where(word => word.StartsWith(context.WordToComplete, StringComparison.OrdinalIgnoreCase)).Select(word => new CompletionItem(word));
}
