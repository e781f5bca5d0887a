using System.Reflection;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The working copy that this program was built from: authoring writes into it.</summary>
internal static class SourceTree
{
    private const string DesignAssembly = "Microsoft.EntityFrameworkCore.Design.dll";

    /// <summary>The folder of the project that <paramref name="migrations"/> was built from.</summary>
    /// <param name="migrations">The built assembly.</param>
    /// <param name="given">The project's folder as the command line has it; null to look above the program and the working folder.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: a published program, no project, or a build that is older than the sources.</exception>
    public static string ProjectOf(Assembly migrations, string? given)
    {
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, DesignAssembly)))
        {
            throw new MigrationException(
                MigrationExitCode.Refused, "A published MigrationService cannot write migrations: use `dotnet run --project MigrationService` in the source tree.");
        }

        var name = migrations.GetName().Name!;
        var folder = given is null ? Find(migrations) : Path.GetFullPath(given);
        if (folder is null || !File.Exists(ProjectFile(folder, name)))
        {
            throw new MigrationException(
                MigrationExitCode.Refused, $"{name}.csproj was not found {(given is null ? "above the program or the working folder" : $"in {folder}")}: run this in the source tree, or say where the project is with --project.");
        }

        RefuseStale(migrations, folder, name);
        return folder;
    }

    /// <summary>The folder of the project above the program or the working folder; null where there is none, as for a published program.</summary>
    /// <param name="migrations">The built assembly.</param>
    public static string? Find(Assembly migrations) =>
        migrations.GetName().Name is { } name ? Search(name, AppContext.BaseDirectory) ?? Search(name, Environment.CurrentDirectory) : null;

    // The same comparison that decides whether a build compiles a project again.
    private static void RefuseStale(Assembly built, string folder, string name)
    {
        var compiled = File.GetLastWriteTimeUtc(built.Location);
        var newer = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).FirstOrDefault(file => File.GetLastWriteTimeUtc(file) > compiled);
        if (newer is not null)
        {
            throw new MigrationException(
                MigrationExitCode.Refused, $"{Path.GetRelativePath(folder, newer)} is newer than the built {name}, so this program does not know it: build first, as `dotnet run` does.");
        }
    }

    private static string? Search(string name, string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, name);
            if (File.Exists(ProjectFile(candidate, name))) return candidate;
        }

        return null;
    }

    private static string ProjectFile(string folder, string name) => Path.Combine(folder, $"{name}.csproj");
}
