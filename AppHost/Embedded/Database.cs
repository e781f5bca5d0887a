using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AppHost;

/// <summary>The database that the services use: of an embedded server, or of one that is there already.</summary>
internal sealed class Database(string connectionString, EmbeddedServer? server)
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(4);

    public string ConnectionString => connectionString;

    /// <summary>The server to stop at the end; null for a server that is not ours.</summary>
    public EmbeddedServer? Server => server;

    /// <exception cref="AppHostException">No server could be started.</exception>
    public static async Task<Database> StartAsync(
        EmbeddedOptions options, PackageFetch fetch, Resource resource, ConsoleLog log, CancellationToken cancellationToken)
    {
        if (options.ExistingDatabase is { } existing)
        {
            log.Say($"Using the server of ConnectionStrings__{ResourceNames.Database} instead of an embedded one.");
            resource.Reach("existing");
            return new Database(existing, server: null);
        }

        try
        {
            var server = await StartServerAsync(options, fetch, log, cancellationToken);
            try
            {
                await server.CreateDatabaseAsync(ResourceNames.Database, cancellationToken);
            }
            catch
            {
                await server.StopAsync(CancellationToken.None);
                throw;
            }

            log.Relay(ResourceNames.Postgres, $"{server} (binaries: {server.Binaries.Source})");
            resource.Reach(server.WasReused ? "running (reused)" : "running", $"127.0.0.1:{server.Port}");
            return new Database(server.ConnectionString(ResourceNames.Database), server);
        }
        catch (Exception exception) when (exception is EmbeddedServerException or PostgresUnavailableException)
        {
            throw new AppHostException(exception.Message, AppHostException.DatabaseExitCode);
        }
    }

    private static async Task<EmbeddedServer> StartServerAsync(
        EmbeddedOptions options, PackageFetch fetch, ConsoleLog log, CancellationToken cancellationToken)
    {
        var server = new EmbeddedServerOptions
        {
            Folder = options.DataFolder,
            Fresh = options.Fresh,
            Search = new PostgresSearch { RepositoryFolder = BuiltServices.RepositoryFolder },
            StopTimeout = StopTimeout,
            Announce = log.Say,
        };
        try
        {
            return await EmbeddedServer.StartAsync(server, cancellationToken);
        }
        catch (PostgresUnavailableException) when (fetch.IsPossible && string.IsNullOrEmpty(server.Search.PostgresBin))
        {
            log.Say("No PostgreSQL was found on this machine.");
            await fetch.RunAsync();
            return await EmbeddedServer.StartAsync(server, cancellationToken);
        }
    }
}
