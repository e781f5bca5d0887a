namespace TradingPlatform.AppHost;

/// <summary>Where the services lie that were built with this AppHost: artifacts/bin/project/configuration, side by side.</summary>
internal static class BuiltServices
{
    /// <summary>The folder of TradingPlatform.sln; the AppHost's own folder when it was copied out of the repository.</summary>
    public static string RepositoryFolder { get; } = FindRepository();

    public static string Dll(string project)
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var dll = Path.GetFullPath(Path.Combine(own, "..", "..", project, Path.GetFileName(own), project + ".dll"));
        return File.Exists(dll) ? dll : throw new AppHostException($"{dll} is missing: build the solution first (dotnet build TradingPlatform.sln).", AppHostException.StartUpExitCode);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TradingPlatform.sln")))
                return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
