using System.Diagnostics;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>
/// The program that dotnet-ef starts, on what is already built: dotnet-ef itself only asks the build for the paths that are given here.
/// </summary>
internal static class EfTool
{
    private const string Version = "10.0.14";

    public static async Task<(int ExitCode, string Output)> RunAsync(string project, params string[] command)
    {
        var service = Repository.BuiltDll("MigrationService");
        string[] arguments =
        [
            "exec", "--depsfile", Path.ChangeExtension(service, ".deps.json"), "--runtimeconfig", Path.ChangeExtension(service, ".runtimeconfig.json"),
            "--additionalprobingpath", Packages, await FindAsync(), .. command,
            "--assembly", Path.Combine(Path.GetDirectoryName(service)!, "Data.dll"), "--startup-assembly", service,
            "--project-dir", project, "--root-namespace", "TradingPlatform.Data", "--language", "C#", "--working-dir", project,
        ];
        return await StartAsync(arguments);
    }

    private static string Packages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static async Task<string> FindAsync()
    {
        var folder = Path.Combine(Packages, "dotnet-ef", Version);
        if (!Directory.Exists(folder))
        {
            var (exitCode, output) = await StartAsync(["tool", "restore"]);
            Assert.True(exitCode == 0, output);
        }

        return Directory.EnumerateFiles(folder, "ef.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
    }

    private static async Task<(int ExitCode, string Output)> StartAsync(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        start.Environment.Remove("ConnectionStrings__tradingdb");
        start.Environment.Remove("DATABASE_URL");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
