namespace TradingPlatform.MigrationEngine;

/// <summary>Finds the migration that a person means by a part of its id or name.</summary>
internal static class MigrationName
{
    /// <param name="text">What was written.</param>
    /// <param name="ids">The build's migrations.</param>
    /// <param name="replacedBy">The migrations that are no longer in the build, with the squash that folds each.</param>
    public static string Find(string text, IReadOnlyList<string> ids, IReadOnlyDictionary<string, string> replacedBy)
    {
        var candidates = Matching(text, ids);
        if (candidates.Count == 1) return candidates[0];
        if (candidates.Count > 1) throw Ambiguous(text, candidates);

        var replaced = Matching(text, [.. replacedBy.Keys.Order(StringComparer.Ordinal)]);
        throw replaced.Count switch
        {
            0 => new MigrationException(MigrationExitCode.Usage, $"No migration of this build is called '{text}': `status` lists them."),
            1 => new MigrationException(
                MigrationExitCode.Usage, $"Migration {replaced[0]} is no longer in this build, {replacedBy[replaced[0]]} has replaced it: name that one."),
            _ => Ambiguous(text, replaced),
        };
    }

    /// <summary>The closest kind of match decides, so that "AddTrades" is found although "AddTradesIndex" contains it.</summary>
    private static List<string> Matching(string text, IReadOnlyList<string> ids)
    {
        if (ids.Contains(text)) return [text];

        List<string> candidates = [.. ids.Where(id => NameOf(id).Equals(text, StringComparison.OrdinalIgnoreCase))];
        if (candidates.Count == 0) candidates = [.. ids.Where(id => id.StartsWith(text, StringComparison.OrdinalIgnoreCase))];
        if (candidates.Count == 0) candidates = [.. ids.Where(id => NameOf(id).Contains(text, StringComparison.OrdinalIgnoreCase))];
        return candidates;
    }

    /// <summary>The part of an id after its timestamp.</summary>
    private static string NameOf(string id)
    {
        var underscore = id.IndexOf('_', StringComparison.Ordinal);
        return underscore < 0 ? id : id[(underscore + 1)..];
    }

    private static MigrationException Ambiguous(string text, IEnumerable<string> candidates) => new(
        MigrationExitCode.Usage, $"'{text}' can mean {string.Join(", ", candidates)}: write more of the one that is meant.");
}
