using System.Globalization;
using System.Text.RegularExpressions;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a migration is called: a description that says what changes, and the class name made of it.</summary>
/// <param name="Description">A sentence for the class's documentation, such as "Add leverage to bots."</param>
/// <param name="Identifier">The class name, such as "AddLeverageToBots".</param>
internal sealed partial record MigrationTitle(string Description, string Identifier)
{
    /// <summary>The history table holds 150 characters, and a path on Windows 260.</summary>
    public const int Longest = 80;

    private const string Remedy = "say what changes in the schema, such as \"add leverage to bots\"";

    // What a name may contain but not consist of.
    private static readonly HashSet<string> SayingNothing = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "and", "another", "the", "my", "our", "some", "more", "other", "new", "old", "last", "final", "again", "small", "minor", "various",
        "add", "added", "alter", "change", "changed", "changes", "clean", "cleanup", "create", "drop", "edit", "edits", "fix", "fixed", "fixes",
        "improve", "improvements", "modify", "modified", "move", "refactor", "refactoring", "remove", "rename", "set", "tweak", "tweaks",
        "update", "updated", "updates", "up", "column", "columns", "constraint", "database", "db", "entity", "field", "fields", "index", "migrate",
        "migration", "migrations", "model", "models", "schema", "sql", "table", "tables", "asdf", "foo", "bar", "misc", "stuff", "temp", "test", "testing",
        "tests", "thing", "things", "tmp", "try", "wip", "x", "to", "in", "of", "for", "it", "this", "that",
    };

    /// <summary>Reads a description, or a class name as dotnet-ef is given one.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: it says nothing, is too long, or no class can be called so.</exception>
    public static MigrationTitle Parse(string text)
    {
        var words = Words().Matches(text).Select(match => match.Value).ToList();
        if (text.FirstOrDefault(character => !char.IsAscii(character) || char.IsControl(character)) is var odd and not '\0')
            throw Refused($"The name has the character '{odd}', which ids and file names should not: use a-z and digits.");
        if (words.TrueForAll(SaysNothing)) throw Refused($"'{text}' says nothing: {Remedy}.");
        if (!char.IsAsciiLetter(words[0][0])) throw Refused($"'{text}' begins with a digit, which no class name does: {Remedy}.");

        var identifier = ClassName().IsMatch(text) ? text : string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        if (identifier.Length > Longest)
            throw Refused($"The name is {identifier.Length} characters long, and {Longest} is the limit: keep to what changes, and put the reasons into the class's comment.");
        if (IsTaken(identifier)) throw Refused($"A class called {identifier} would hide .NET's or EF Core's own: add what it is about.");

        return new MigrationTitle(Sentence(text.Trim(), words), identifier);
    }

    /// <summary>A merge or a squash is named by the program and may say what a person's name may not.</summary>
    public static MigrationTitle Of(string description, string identifier) => new(description, identifier);

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a migration of <paramref name="ids"/> has the name already.</exception>
    public void RefuseDuplicate(IEnumerable<string> ids)
    {
        if (ids.FirstOrDefault(id => string.Equals(MigrationId.NameOf(id), Identifier, StringComparison.OrdinalIgnoreCase)) is { } same)
            throw Refused($"There is a migration of this name, {same}: say what is different about the new one.");
    }

    private static bool SaysNothing(string word) =>
        SayingNothing.Contains(word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) || word.All(char.IsAsciiDigit);

    private static bool IsTaken(string identifier) =>
        typeof(object).Assembly.GetType($"System.{identifier}") is not null
        || typeof(Microsoft.EntityFrameworkCore.Migrations.Migration).Assembly.GetType($"Microsoft.EntityFrameworkCore.Migrations.{identifier}") is not null;

    // A description stays as it was written; a class name is taken apart.
    private static string Sentence(string text, List<string> words)
    {
        var said = text.Contains(' ', StringComparison.Ordinal)
            ? text
            : string.Join(' ', words.Select((word, i) => i > 0 && !word.All(char.IsAsciiLetterUpper) ? word.ToLower(CultureInfo.InvariantCulture) : word));
        return char.ToUpperInvariant(said[0]) + said[1..] + (said[^1] is '.' or '!' or '?' ? "" : ".");
    }

    private static MigrationException Refused(string sentence) => new(MigrationExitCode.Usage, sentence);

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Za-z][a-z]*[0-9]*|[0-9]+")]
    private static partial Regex Words();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex ClassName();
}
