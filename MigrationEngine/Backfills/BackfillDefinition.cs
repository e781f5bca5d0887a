using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a build says of its backfills, looked at before anything runs.</summary>
internal static partial class BackfillDefinition
{
    private const int LongestName = 63;

    /// <summary>A hash over what it does: a backfill that was edited while it was under way walks its table once more.</summary>
    public static string HashOf(Backfill backfill)
    {
        var text = string.Join('\0', backfill.GetType().FullName, backfill.Schema, backfill.Table, backfill.Rows, backfill switch
        {
            UpdateBackfill update => update.Assignments,
            SqlBackfill statement => statement.Statement,
            CodeBackfill code => string.Join('\0', code.Columns),
            _ => "",
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a name is none, is there twice, or follows a migration that the build does not have.</exception>
    public static void Refuse(IReadOnlyList<Backfill> backfills, MigrationGraph graph)
    {
        var names = new HashSet<string>();
        foreach (var backfill in backfills)
        {
            if (backfill.Name.Length > LongestName || !Name().IsMatch(backfill.Name))
                throw Unusable($"Backfill '{backfill.Name}' ({backfill.GetType().Name}) has no usable name: lower-case letters, digits and hyphens, at most {LongestName} characters.");
            if (!names.Add(backfill.Name)) throw Unusable($"Two backfills are called {backfill.Name}: give each a name of its own.");
            if (!graph.Contains(backfill.After) && graph.ReplacementOf(backfill.After) is null)
                throw Unusable($"Backfill {backfill.Name} runs after {backfill.After}, which this build does not have: name a migration by its whole id.");
        }
    }

    /// <summary>Those of these names, in the order of the build; all of them for null.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: there is no such backfill; the others are named.</exception>
    public static IReadOnlyList<Backfill> Select(IReadOnlyList<Backfill> backfills, IReadOnlyCollection<string>? names)
    {
        if (names is null) return backfills;

        if (names.FirstOrDefault(name => backfills.All(backfill => backfill.Name != name)) is { } unknown)
            throw Unusable(Unknown(unknown, backfills.Select(backfill => backfill.Name)));
        return [.. backfills.Where(backfill => names.Contains(backfill.Name))];
    }

    public static string Unknown(string name, IEnumerable<string> known)
    {
        var others = string.Join(", ", known);
        return others.Length == 0 ? $"There is no backfill '{name}': this build has none." : $"There is no backfill '{name}': use one of {others}.";
    }

    private static MigrationException Unusable(string sentence) => new(MigrationExitCode.Usage, sentence);

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
