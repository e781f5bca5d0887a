using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding.Demo;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// Adds a profile's rows in one transaction, so that a seed is there wholly or not at all. It is called while the migration lock is
/// held: of several replicas the first seeds and the others find nothing left to add.
/// </summary>
internal sealed class SeedRunner(IConfiguration configuration, string environmentName, ILogger<SeedRunner> logger, TimeProvider time)
{
    private readonly bool _isDevelopment = environmentName.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds what <paramref name="profile"/> asks for and the database lacks.</summary>
    /// <exception cref="MigrationException">The profile is not allowed in this environment, or a row was refused.</exception>
    public async Task<SeedReport> RunAsync(NpgsqlConnection connection, SeedProfile profile, CancellationToken cancellationToken)
    {
        if (profile == SeedProfile.Demo && !_isDevelopment)
        {
            throw new MigrationException(
                MigrationExitCode.Refused,
                $"The seed profile demo is for Development only and this is {environmentName}: use --profile minimal or none.");
        }

        var missing = await MissingAsync(connection, [.. Seeders().Where(seeder => seeder.Profile <= profile)], cancellationToken);
        if (missing.Count == 0)
            return new SeedReport(new Dictionary<string, long>());

        var options = new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(connection, TradingDatabase.ConfigureNpgsql).Options;
        await using var database = new TradingDbContext(options);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var added = new SortedDictionary<string, long>(StringComparer.Ordinal);

        try
        {
            foreach (var seeder in missing)
                await AddPartAsync(database, seeder, added, cancellationToken);

            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException refused) when (refused.InnerException is PostgresException error)
        {
            throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"The seed was rolled back: {error.SchemaName}.{error.TableName} refused a row ({error.SqlState}: {error.MessageText}).",
                refused);
        }

        foreach (var (table, rows) in added)
            Log.Seeded(logger, rows, table);

        return new SeedReport(added);
    }

    /// <summary>Asked in plain SQL: a start that has nothing to seed, which is nearly every start, does not pay for an entity model.</summary>
    private static async Task<List<ISeeder>> MissingAsync(
        NpgsqlConnection connection, IReadOnlyList<ISeeder> seeders, CancellationToken cancellationToken)
    {
        var missing = new List<ISeeder>();
        foreach (var seeder in seeders)
        {
#pragma warning disable CA2100 // Constants of the seeders; nothing of it comes from outside.
            await using var command = new NpgsqlCommand($"SELECT {seeder.IsPresentSql}", connection);
#pragma warning restore CA2100
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                missing.Add(seeder);
        }

        return missing;
    }

    private static async Task AddPartAsync(
        TradingDbContext database, ISeeder seeder, SortedDictionary<string, long> added, CancellationToken cancellationToken)
    {
        await seeder.AddAsync(database, cancellationToken);
        foreach (var table in database.ChangeTracker.Entries()
            .Where(entry => entry.State == EntityState.Added)
            .GroupBy(entry => entry.Metadata.GetSchemaQualifiedTableName()!))
            added[table.Key] = added.GetValueOrDefault(table.Key) + table.LongCount();

        await database.SaveChangesAsync(cancellationToken);
        database.ChangeTracker.Clear();
    }

    /// <summary>In the order of their dependencies: owners before what they own.</summary>
    internal IEnumerable<ISeeder> Seeders()
    {
        var passwords = new PasswordHashing();
        return
        [
            new AccessSeed(),
            new FirstAdministrator(configuration, _isDevelopment, passwords, time),
            new SystemConfigurationSeed(logger, time),
            new DemoDesk(passwords),
        ];
    }
}
