using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The line of a migration's attributes that names its parents.</summary>
internal static class ParentsLine
{
    private const string Attribute = "[MigrationParents(";

    /// <summary>Names another parent in place of one.</summary>
    /// <param name="metadata">The text of the file with the attributes.</param>
    /// <param name="id">The migration that it is of.</param>
    /// <param name="parent">The parent to replace.</param>
    /// <param name="by">What replaces it.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: the file is not what EF Core or this program writes.</exception>
    public static string Replace(string metadata, string id, string parent, string by)
    {
        var lines = metadata.ReplaceLineEndings("\n").Split('\n');
        var stated = Array.FindIndex(lines, line => line.Contains(Attribute, StringComparison.Ordinal) && line.Contains($"\"{parent}\"", StringComparison.Ordinal));
        var migration = Array.FindIndex(lines, line => line.Contains($"[Migration(\"{id}\")]", StringComparison.Ordinal));
        if (stated >= 0)
            lines[stated] = lines[stated].Replace($"\"{parent}\"", $"\"{by}\"", StringComparison.Ordinal);
        else if (migration >= 0 && !metadata.Contains(Attribute, StringComparison.Ordinal))
            lines[migration] += $"\n{Indentation(lines[migration])}[{typeof(MigrationParentsAttribute).Namespace}.MigrationParents(\"{by}\")]";
        else
            throw new MigrationException(MigrationExitCode.Refused, $"Where {id} names {parent} as its parent was not found in its Designer file: name {by} there by hand.");
        return string.Join('\n', lines);
    }

    private static string Indentation(string line) => line[..(line.Length - line.TrimStart().Length)];
}
