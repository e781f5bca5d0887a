using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace TradingPlatform.MigrationService;

/// <summary>EF Core's design-time services of a context with ours on top, as dotnet-ef puts them together.</summary>
internal static class DesignTime
{
    public static ServiceProvider ServicesOf(DbContext context, TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddDbContextDesignTimeServices(context);
        AddProvider(services, context.Database.ProviderName!);
        services.AddEntityFrameworkDesignTimeServices();
        services.AddSingleton(time);
        new AuthoringDesignTimeServices().ConfigureDesignTimeServices(services);
        return services.BuildServiceProvider();
    }

    private static void AddProvider(IServiceCollection services, string provider)
    {
        var assembly = Assembly.Load(new AssemblyName(provider));
        var attribute = assembly.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!;
        ((IDesignTimeServices)Activator.CreateInstance(assembly.GetType(attribute.TypeName, throwOnError: true)!)!).ConfigureDesignTimeServices(services);
    }
}
