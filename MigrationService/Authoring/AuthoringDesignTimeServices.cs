using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TradingPlatform.MigrationService;

/// <summary>Found by dotnet-ef in its startup project, so that <c>dotnet ef migrations add</c> writes what <c>new</c> writes.</summary>
public sealed class AuthoringDesignTimeServices : IDesignTimeServices
{
    /// <inheritdoc/>
    public void ConfigureDesignTimeServices(IServiceCollection serviceCollection)
    {
        serviceCollection.TryAddSingleton(TimeProvider.System);
        serviceCollection.AddSingleton<ICSharpMigrationOperationGenerator, EngineOperationGenerator>();
        serviceCollection.AddSingleton<EngineMigrationsGenerator>();
        serviceCollection.AddScoped<DesignModel>();
        serviceCollection.AddScoped<MigrationAuthor>();
        serviceCollection.AddScoped<LastMigration>();
        serviceCollection.AddScoped<KeptModels>();
        serviceCollection.AddScoped<BranchMerge>();
        serviceCollection.AddScoped<Squash>();
        serviceCollection.AddScoped<IMigrationsScaffolder, EngineScaffolder>();
    }
}
