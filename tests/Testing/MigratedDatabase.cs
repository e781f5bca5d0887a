using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Testing;

/// <summary>A database with every migration applied and no row in it: a copy of one that is migrated once a test process.</summary>
public static class MigratedDatabase
{
    /// <summary>Copies the migrated database.</summary>
    public static Task<TestDatabase> CreateAsync() => TestDatabase.CloneAsync("migrated", connectionString => MigrateAsync(connectionString));

    /// <summary>Applies the migrations up to <paramref name="target"/> to the database, every one by default, as the MigrationService does.</summary>
    public static async Task MigrateAsync(string connectionString, string? target = null)
    {
        var migrator = new SchemaMigrator(
            () => Context(connectionString),
            new MigrationEngineOptions { ConnectionString = connectionString, Build = TradingDatabase.Build, Backfills = TradingBackfills.All },
            NullLogger<SchemaMigrator>.Instance,
            TimeProvider.System);
        await using var session = await migrator.BeginAsync(CancellationToken.None);
        await session.UpAsync(target is null ? MigrationTarget.Head : MigrationTarget.Parse(target), CancellationToken.None);
    }

    /// <summary>A context on the database, for the caller to dispose.</summary>
    public static TradingDbContext Context(this TestDatabase database) => Context(database.ConnectionString);

    private static TradingDbContext Context(string connectionString) =>
        new(new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(connectionString, TradingDatabase.ConfigureNpgsql).Options);
}
