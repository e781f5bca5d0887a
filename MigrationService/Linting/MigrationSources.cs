using System.Reflection;
using System.Text.RegularExpressions;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Finds the lines of operations in the sources, where there are any. An operation does not know its line: it is the n-th call of its
/// kind, as long as the method holds as many calls as the migration has operations of that kind; else it is the method.
/// </summary>
internal sealed partial class MigrationSources
{
    private readonly string? _project;
    private readonly string _root;
    private readonly Dictionary<string, (string File, string[] Lines)?> _files = [];

    /// <param name="migrations">The assembly with the migrations.</param>
    public MigrationSources(Assembly migrations)
    {
        _project = SourceTree.Find(migrations);
        _root = _project is null ? "" : RootOf(_project);
    }

    /// <summary>Null where there are no sources, or none of this migration.</summary>
    /// <param name="id">The migration.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="kind">The kind of the operation, such as "CreateIndex".</param>
    /// <param name="place">Its place among those of its kind, from 0.</param>
    /// <param name="count">How many of its kind there are.</param>
    public SourceLine? Find(string id, MigrationDirection direction, string kind, int place, int count)
    {
        if (FileOf(id) is not var (file, lines)) return null;

        var start = Array.FindIndex(lines, line => Method().Match(line) is { Success: true } match && match.Groups["name"].Value == direction.ToString());
        if (start < 0) return new SourceLine(file, 1);

        var end = Array.FindIndex(lines, start + 1, line => AnyMethod().IsMatch(line));
        int[] calls =
        [
            .. Enumerable.Range(start, (end < 0 ? lines.Length : end) - start)
                .Where(line => lines[line].Contains($"migrationBuilder.{kind}(", StringComparison.Ordinal) || lines[line].Contains($"migrationBuilder.{kind}<", StringComparison.Ordinal)),
        ];
        return new SourceLine(file, (calls.Length == count ? calls[place] : start) + 1);
    }

    private (string File, string[] Lines)? FileOf(string id)
    {
        if (_project is null) return null;
        if (_files.TryGetValue(id, out var known)) return known;

        var path = Directory.EnumerateFiles(_project, $"{id}.cs", SearchOption.AllDirectories).FirstOrDefault();
        return _files[id] = path is null ? null : (Path.GetRelativePath(_root, path).Replace('\\', '/'), File.ReadAllLines(path));
    }

    /// <summary>The root of the working copy; the folder above the project where it is none.</summary>
    private static string RootOf(string project)
    {
        for (var folder = new DirectoryInfo(project); folder is not null; folder = folder.Parent)
            if (Path.Exists(Path.Combine(folder.FullName, ".git"))) return folder.FullName;
        return Path.GetDirectoryName(project)!;
    }

    [GeneratedRegex(@"\boverride\s+void\s+(?<name>Up|Down)\s*\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Method();

    [GeneratedRegex(@"^\s*(public|private|protected|internal)\b.*\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AnyMethod();
}
