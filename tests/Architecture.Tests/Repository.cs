using System.Xml.Linq;

namespace TradingPlatform.Architecture.Tests;

/// <summary>The files of this repository, as they lie on disk beside the test's build output.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The houses of the product: every top-level folder with a project file.</summary>
    public static IReadOnlyDictionary<string, string> Houses { get; } = Directory
        .EnumerateDirectories(Root)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file));

    public static IEnumerable<string> SourceFiles() => Directory
        .EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/').Any(part => part is "artifacts" or "node_modules" or "bin" or "obj"));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Names of the projects that a project file refers to, in any form.</summary>
    public static IReadOnlySet<string> References(string projectFile) => XDocument.Load(projectFile)
        .Descendants("ProjectReference")
        .SelectMany(reference => ((string?)reference.Attribute("Include") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        .Select(path => Path.GetFileNameWithoutExtension(path.Trim().Replace('\\', '/')))
        .ToHashSet();

    public static IReadOnlySet<string> Packages(string projectFile) => XDocument.Load(projectFile)
        .Descendants("PackageReference")
        .Select(reference => (string?)reference.Attribute("Include") ?? "")
        .ToHashSet();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TradingPlatform.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"TradingPlatform.sln is not above {AppContext.BaseDirectory}.");
    }
}
