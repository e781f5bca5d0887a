using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>A copy of this repository's Data and of what its tests build on, as old as the original, for the program to write into.</summary>
internal sealed class SourceCopy : IDisposable
{
    private const string Designer = ".Designer.cs";

    private readonly string _root = Directory.CreateTempSubdirectory("sources").FullName;

    public SourceCopy()
    {
        Project = Path.Combine(_root, "Data");
        Copy("Data");
        Copy(Path.Combine("tests", "Data.Tests"));
    }

    public string Project { get; }

    /// <summary>The ids of the copy's migrations, oldest first.</summary>
    public IReadOnlyList<string> Migrations =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Project, "Migrations"), $"*{Designer}")
            .Select(file => Path.GetFileName(file)[..^Designer.Length])
            .Order(StringComparer.Ordinal),
    ];

    public List<string> Files() => [.. Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // File.Copy keeps the time of the last change, by which the program tells whether it was built from these files.
    private void Copy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_root, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
