using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.AppHost;

/// <summary>The download of package.json's platform packages: at most once a start, and not again for the dashboard when it was in vain.</summary>
internal sealed class PackageFetch(EmbeddedOptions options, ConsoleLog log, CancellationToken cancellationToken)
{
    private readonly string marker = Path.Combine(BuiltServices.RepositoryFolder, "artifacts", "npm-packages.json");
    private readonly string manifest = Path.Combine(BuiltServices.RepositoryFolder, "package.json");
    private readonly Lock gate = new();
    private Task<bool>? running;

    /// <summary>Whether the packages were fetched for this package.json before, whatever came of it.</summary>
    public bool WasTried => Directory.Exists(Path.Combine(BuiltServices.RepositoryFolder, "node_modules"))
        && File.Exists(marker) && File.ReadAllText(marker) == File.ReadAllText(manifest);

    public bool IsPossible => !options.Offline && NpmPackages.NpmIsPresent && File.Exists(manifest);

    public bool WasStarted
    {
        get
        {
            lock (gate)
                return running is not null;
        }
    }

    public Task<bool> RunAsync()
    {
        lock (gate)
            return running ??= FetchAsync();
    }

    private async Task<bool> FetchAsync()
    {
        if (!await NpmPackages.FetchAsync(BuiltServices.RepositoryFolder, log.Say, cancellationToken))
            return false;
        File.Copy(manifest, marker, overwrite: true);
        return true;
    }
}
