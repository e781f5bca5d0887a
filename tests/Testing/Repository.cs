namespace TradingPlatform.Testing;

/// <summary>Where this repository and what was built from it lie on disk.</summary>
public static class Repository
{
    /// <summary>The folder of TradingPlatform.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built DLL of a project, in the configuration in which the tests were built.</summary>
    public static string BuiltDll(string project)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var dll = Path.Combine(Root, "artifacts", "bin", project, configuration, project + ".dll");
        return File.Exists(dll) ? dll : throw new FileNotFoundException($"{dll} is missing: build {project} first.", dll);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TradingPlatform.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No TradingPlatform.sln above {AppContext.BaseDirectory}.");
    }
}
