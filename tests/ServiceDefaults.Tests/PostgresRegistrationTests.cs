using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.ServiceDefaults.Tests;

public sealed class PostgresRegistrationTests
{
    [Theory]
    [InlineData(null, "There is no connection string")]
    [InlineData("", "There is no connection string")]
    [InlineData("nonsense", "not one that PostgreSQL understands")]
    [InlineData("Host=x;Port=many;Database=y;Password=hidden", "not one that PostgreSQL understands")]
    [InlineData("Host=x;Password=hidden", "names no host or no database")]
    public async Task Start_WithoutAUsableConnectionString_SaysWhatToSet(string? connectionString, string expected)
    {
        using var host = Build(connectionString, Environments.Development);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(expected, refused.Message);
        Assert.Contains("ConnectionStrings__tradingdb", refused.Message);
        Assert.DoesNotContain("hidden", refused.Message);
    }

    [Theory]
    [InlineData("Password=postgres", "development password")]
    [InlineData("Password=trader", "development password")]
    [InlineData("Password=Xk29-vv;Include Error Detail=true", "Include Error Detail")]
    public async Task Start_InProduction_RefusesWhatIsMeantForDevelopment(string settings, string expected)
    {
        using var host = Build($"Host=x;Database=y;Username=trader;{settings}", Environments.Production);
        using var development = Build($"Host=x;Database=y;Username=trader;{settings}", Environments.Development);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(expected, refused.Message);
        await development.StartAsync();
    }

    [Fact]
    public async Task Start_WithATimeoutOfZero_NamesTheOption()
    {
        using var host = Build("Host=x;Database=y", Environments.Development, ("Database:CommandTimeoutSeconds", "0"));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("CommandTimeoutSeconds", refused.Message);
    }

    [Fact]
    public async Task Context_ConnectsUnderTheServicesNameWithTheConfiguredTimeout()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        using var host = Build(database.ConnectionString, Environments.Development, ("Database:CommandTimeoutSeconds", "7"));
        await using var scope = host.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<TradingDbContext>();

        var name = await context.Database.SqlQuery<string>($"SELECT current_setting('application_name') AS \"Value\"").SingleAsync();

        Assert.Equal("thing-service", name);
        Assert.Equal(7, context.Database.GetCommandTimeout());
        Assert.True(context.Database.CreateExecutionStrategy().RetriesOnFailure);
    }

    [Fact]
    public async Task Health_WithADatabaseThatDoesNotAnswer_IsUnhealthyInTime()
    {
        using var host = Build("Host=10.255.255.1;Database=y;Username=z;Timeout=60", Environments.Development, ("Database:HealthTimeoutSeconds", "1"));

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
        Assert.True(report.TotalDuration < TimeSpan.FromSeconds(4), $"It took {report.TotalDuration}.");
    }

    private static IHost Build(string? connectionString, string environment, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = "thing-service",
            EnvironmentName = environment,
        });
        builder.Configuration["ConnectionStrings:tradingdb"] = connectionString;
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.AddServiceDefaults();
        builder.AddPostgresDbContext<TradingDbContext>(ResourceNames.Database, TradingDatabase.ConfigureNpgsql);
        return builder.Build();
    }
}
