using System.Diagnostics;
using System.Reflection;

namespace TradingPlatform.Benchmarks;

/// <summary>What is measured, published under artifacts/benchmarks as it would be shipped.</summary>
internal sealed class Workspace(string root, string folder)
{
    private const string Runtime = "linux-x64";

    public string Empty { get; } = Path.Combine(folder, "empty", "out", "empty");

    public string Service { get; } = Path.Combine(folder, "service", "MigrationService");

    public string Host { get; } = Path.Combine(folder, "host", "Benchmarks.Host");

    /// <summary>The folder for peers and generated projects.</summary>
    public string Folder { get; } = folder;

    /// <summary>Where the peers from npm are installed.</summary>
    public string NodePackages { get; } = Path.Combine(folder, "npm");

    /// <summary>The repository.</summary>
    public string Root { get; } = root;

    public async Task PublishAsync()
    {
        await PublishServiceAsync();
        await PublishHostAsync();
        await PublishEmptyAsync();
    }

    /// <summary>Publishes the generic host alone, which is all that generated migrations build on.</summary>
    public async Task PublishHostAsync()
    {
        Directory.CreateDirectory(Folder);

        // The repository's own build settings end here: what lies below is generated.
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await File.WriteAllTextAsync(Path.Combine(Folder, file), "<Project />\n");

        await DotnetAsync(Root, "publish", "benchmarks/Host", "-c", "Release", "-o", Path.GetDirectoryName(Host)!);
    }

    /// <summary>Publishes the MigrationService alone.</summary>
    public Task PublishServiceAsync() => DotnetAsync(Root, "publish", "MigrationService", "-c", "Release", "-o", Path.GetDirectoryName(Service)!);

    /// <summary>Installs the peer from npm, where it is not there yet.</summary>
    public async Task InstallNodePgMigrateAsync()
    {
        Directory.CreateDirectory(NodePackages);
        await File.WriteAllTextAsync(
            Path.Combine(NodePackages, "package.json"), """{ "private": true, "dependencies": { "node-pg-migrate": "9.0.0", "pg": "8.23.1" } }""");
        await RunAsync(new Command("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error") { Folder = NodePackages });
    }

    /// <summary>Generates and compiles migrations; the assembly, and the seconds that compiling took, with their plans where those are written.</summary>
    public async Task<(string Assembly, double Seconds)> CompileAsync(string name, Action<string> write, bool writesPlans = true)
    {
        var project = Path.Combine(Folder, name);
        if (Directory.Exists(project)) Directory.Delete(project, recursive: true);
        write(Path.Combine(project, "Migrations"));
        var references = Directory.EnumerateFiles(Path.GetDirectoryName(Host)!, "*.dll")
            .Select(file => $"    <Reference Include=\"{file}\" Private=\"false\" />");
        await File.WriteAllTextAsync(
            Path.Combine(project, $"{name}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit><EnableNETAnalyzers>false</EnableNETAnalyzers></PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>
            """);

        var began = Stopwatch.GetTimestamp();
        await DotnetAsync(project, "build", "-c", "Release", "-o", Path.Combine(project, "il"));
        var assembly = Path.Combine(project, $"{name}.dll");
        await PrecompileAsync(Path.Combine(project, "il", $"{name}.dll"), assembly);
        if (writesPlans) await RunAsync(new Command(Host, assembly, "write-plans"));
        return (assembly, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>The compiler that publishing uses, on this one assembly: publishing a project would compile EF Core every time.</summary>
    private async Task PrecompileAsync(string il, string assembly)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var compiler = Directory.EnumerateFiles(Path.Combine(packages, $"microsoft.netcore.app.crossgen2.{Runtime}"), "crossgen2", SearchOption.AllDirectories).Max()
            ?? throw new InvalidOperationException("Publishing left no crossgen2 behind.");
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        await RunAsync(new Command(
            compiler, il, "-o", assembly, "-r", Path.Combine(framework, "*.dll"), "-r", Path.Combine(Path.GetDirectoryName(Host)!, "*.dll"), "--targetos", "linux", "-O"));
    }

    private async Task PublishEmptyAsync()
    {
        var project = Path.Combine(Folder, "empty");
        Directory.CreateDirectory(project);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), "return 0;\n");
        await File.WriteAllTextAsync(
            Path.Combine(project, "empty.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><InvariantGlobalization>true</InvariantGlobalization>
                <RuntimeIdentifier>{Runtime}</RuntimeIdentifier><SelfContained>false</SelfContained><PublishReadyToRun>true</PublishReadyToRun>
              </PropertyGroup>
            </Project>
            """);
        await DotnetAsync(project, "publish", "-c", "Release", "-o", Path.GetDirectoryName(Empty)!);
    }

    private static Task DotnetAsync(string folder, params string[] arguments) => RunAsync(new Command("dotnet", arguments)
    {
        Folder = folder,
        // A build server that outlives the build would take its share of the machine.
        Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0", ["UseSharedCompilation"] = "false", ["DOTNET_NOLOGO"] = "1" },
    });

    private static async Task RunAsync(Command command)
    {
        Console.Error.WriteLine($"... {command}");
        await Measurement.OfAsync(command);
    }

    /// <summary>Above the runner's own build output.</summary>
    public static string FindRoot()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(Path.Combine(folder.FullName, "TradingPlatform.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("This is not a build of the repository.");
        return folder.FullName;
    }
}
