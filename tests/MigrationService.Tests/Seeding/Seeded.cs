using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>Seeds a test's database in this process.</summary>
internal static class Seeded
{
    public static Task<SeedReport> SeedAsync(this TestDatabase database, SeedProfile profile, string? environment = null, string? password = null) =>
        database.SeedAsync(new SeedRequest(profile), environment, new() { ["Seed:Admin:Password"] = password });

    public static Task<SeedReport> SeedAsync(
        this TestDatabase database,
        SeedRequest request,
        string? environment = null,
        Dictionary<string, string?>? settings = null,
        ILogger? logger = null,
        IReadOnlyList<ISeeder>? seeders = null) => SeedAsync(database.ConnectionString, request, environment, settings, logger, seeders);

    public static async Task<SeedReport> SeedAsync(
        string connectionString,
        SeedRequest request,
        string? environment = null,
        Dictionary<string, string?>? settings = null,
        ILogger? logger = null,
        IReadOnlyList<ISeeder>? seeders = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build();
        var services = new SeedServices(configuration, environment ?? Environments.Development, logger ?? NullLogger.Instance, TimeProvider.System);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return await new SeedRunner(services, seeders ?? Seeders.All).RunAsync(connection, request, CancellationToken.None);
    }
}
