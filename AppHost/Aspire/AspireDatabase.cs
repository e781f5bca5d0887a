using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AppHost;

/// <summary>
/// The database of the application model. An existing server (<c>ConnectionStrings:tradingdb</c>) comes first, then a container, then,
/// in a local run where no container runtime answers, an embedded server.
/// </summary>
internal sealed class AspireDatabase(
    IResourceBuilder<IResourceWithConnectionString> reference, IResourceBuilder<PostgresDatabaseResource>? container, EmbeddedServer? server) : IAsyncDisposable
{
    /// <summary>What the services refer to.</summary>
    public IResourceBuilder<IResourceWithConnectionString> Reference => reference;

    /// <summary>The container's database, which takes a while to be ready; null for a server that is running already.</summary>
    public IResourceBuilder<PostgresDatabaseResource>? Container => container;

    public static async Task<AspireDatabase> AddAsync(IDistributedApplicationBuilder builder)
    {
        if (!string.IsNullOrEmpty(builder.Configuration.GetConnectionString(ResourceNames.Database)))
            return new AspireDatabase(builder.AddConnectionString(ResourceNames.Database), container: null, server: null);

        if (builder.ExecutionContext.IsPublishMode || await ContainerRuntime.AnswersAsync())
        {
            var postgres = builder.AddPostgres(ResourceNames.Postgres).WithDataVolume();
            // In a local run Aspire creates the database itself; a deployed container does so at its first start, when it is told the name.
            if (builder.ExecutionContext.IsRunMode)
                postgres.WithPgWeb();
            else
                postgres.WithEnvironment("POSTGRES_DB", ResourceNames.Database);
            var database = postgres.AddDatabase(ResourceNames.Database);
            return new AspireDatabase(database, database, server: null);
        }

        var server = await EmbeddedServer.StartAsync(
            new EmbeddedServerOptions
            {
                Folder = Path.Combine(BuiltServices.RepositoryFolder, "artifacts", "postgres"),
                Search = new PostgresSearch { RepositoryFolder = BuiltServices.RepositoryFolder },
                Announce = Console.WriteLine,
            },
            CancellationToken.None);
        await server.CreateDatabaseAsync(ResourceNames.Database, CancellationToken.None);
        Console.WriteLine($"No container runtime answers: {server}");
        builder.AddResource(new EmbeddedPostgresResource(ResourceNames.Postgres)).WithInitialState(EmbeddedPostgresResource.Running(server));
        var connectionString = server.ConnectionString(ResourceNames.Database);
        return new AspireDatabase(
            builder.AddConnectionString(ResourceNames.Database, ReferenceExpression.Create($"{connectionString}")), container: null, server);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
