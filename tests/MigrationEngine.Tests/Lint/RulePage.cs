using System.Text.RegularExpressions;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A page of docs/rules: what it says of the rule, and its examples.</summary>
/// <param name="Id">The rule's id, by the file's name.</param>
/// <param name="Text">The page.</param>
/// <param name="Found">The example in which the rule is broken.</param>
/// <param name="Instead">The example that does without, and which parts of it run outside of a transaction.</param>
internal sealed partial record RulePage(string Id, string Text, string Found, IReadOnlyList<(string Sql, bool IsOutside)> Instead)
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "rules");

    /// <summary>The tables of the examples, as SQL.</summary>
    public static string Schema { get; } = Blocks(File.ReadAllText(Path.Combine(Folder, "README.md"))).Single().Sql;

    public static IReadOnlyList<RulePage> All { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.md").Where(file => Path.GetFileName(file) != "README.md").Select(Read).OrderBy(page => page.Id, StringComparer.Ordinal)];

    public static RulePage Of(string id) => All.Single(page => page.Id == id);

    private static RulePage Read(string file)
    {
        var text = File.ReadAllText(file);
        var parts = text.Split("\n## Instead\n");
        return new RulePage(Path.GetFileNameWithoutExtension(file), text, Blocks(parts[0]).Single().Sql, [.. Blocks(parts[1])]);
    }

    private static IEnumerable<(string Sql, bool IsOutside)> Blocks(string text) =>
        Block().Matches(text).Select(match => (match.Groups["sql"].Value, match.Groups["outside"].Success));

    [GeneratedRegex(@"(?<outside>Outside of a transaction:\s+)?```sql\n(?<sql>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
