using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AppHost;

/// <summary>The topology as Aspire's application model: postgres, its database, the migrations to completion, then the APIs.</summary>
internal static class AspireTopology
{
    private const int TradingApiPort = 5080;
    private const int AdminApiPort = 5090;

    /// <returns>0 after a regular stop; 3 when no database could be had, said in one sentence.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            await BuildAndRunAsync(arguments);
            return 0;
        }
        catch (Exception exception) when (exception is EmbeddedServerException or PostgresUnavailableException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return AppHostException.DatabaseExitCode;
        }
    }

    private static async Task BuildAndRunAsync(string[] arguments)
    {
        Console.WriteLine($"The Aspire engine runs: this build has Aspire ({EmbeddedOptions.EmbeddedFlag} asks for the other one).");
        var builder = DistributedApplication.CreateBuilder(arguments);
        await using var database = await AspireDatabase.AddAsync(builder);

        var migrations = builder.AddProject<Projects.MigrationService>(ResourceNames.Migrations, launchProfileName: null)
            .WithReference(database.Reference)
            .WithRunEnvironment(builder);
        if (database.Container is { } container)
            migrations.WaitFor(container);
        if (builder.ExecutionContext.IsRunMode)
            migrations.WithMigrationCommands(database.Reference.Resource);
        else
            PublishAsJob(builder, migrations);

        var tradingApi = builder.AddProject<Projects.TradingApi>(ResourceNames.TradingApi, launchProfileName: null)
            .AsApi(builder, database, TradingApiPort)
            .WaitForCompletion(migrations);
        if (builder.ExecutionContext.IsPublishMode)
            WithEncryptionKeys(builder, migrations, tradingApi);
        builder.AddProject<Projects.AdminApi>(ResourceNames.AdminApi, launchProfileName: null)
            .AsApi(builder, database, AdminApiPort)
            .WaitForCompletion(migrations);

        await builder.Build().RunAsync();
    }

    /// <summary>In the cloud the migrations are a job: it runs once for each deployment (azure.yaml starts it) and is not restarted when it has ended.</summary>
    private static void PublishAsJob(IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> migrations)
    {
        builder.AddAzureContainerAppEnvironment("environment");
        migrations
            .WithEnvironment("Seed__Admin__Password", builder.AddParameter("admin-password", secret: true))
            .PublishAsAzureContainerAppJob();
    }

    /// <summary>
    /// Those who handle credentials get the same keys, as one secret: a rotation changes what two parameters say, and not this model. A
    /// local run has a key of its own.
    /// </summary>
    private static void WithEncryptionKeys(IDistributedApplicationBuilder builder, params IResourceBuilder<ProjectResource>[] projects)
    {
        var keys = builder.AddParameter("encryption-keys", secret: true);
        var current = builder.AddParameter("encryption-current-key");
        foreach (var project in projects)
            project.WithEnvironment("Encryption__Keys", keys).WithEnvironment("Encryption__CurrentKey", current);
    }

    private static IResourceBuilder<ProjectResource> AsApi(
        this IResourceBuilder<ProjectResource> api, IDistributedApplicationBuilder builder, AspireDatabase database, int port) =>
        api.WithHttpEndpoint(port: builder.ExecutionContext.IsRunMode ? port : null)
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health")
            .WithReference(database.Reference)
            .WithRunEnvironment(builder);

    /// <summary>Without a launch profile nothing else says that a local run is Development, where the demo data is seeded.</summary>
    private static IResourceBuilder<ProjectResource> WithRunEnvironment(this IResourceBuilder<ProjectResource> project, IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
            return project;
        return project
            .WithEnvironment("DOTNET_ENVIRONMENT", builder.Environment.EnvironmentName)
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName);
    }
}
