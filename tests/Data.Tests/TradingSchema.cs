using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>The platform's schema for tests: contexts, and databases migrated by the engine.</summary>
internal static class TradingSchema
{
    /// <summary>A context in which a warning of EF's about the model or a query is an error.</summary>
    public static TradingDbContext Open(string connectionString) => new(new DbContextOptionsBuilder<TradingDbContext>()
        .UseNpgsql(connectionString, TradingDatabase.ConfigureNpgsql)
        .ConfigureWarnings(warnings => warnings.Default(WarningBehavior.Throw))
        .Options);

    /// <summary>A context for looking at the model: never opened.</summary>
    public static TradingDbContext Offline() => Open("Host=localhost");

    /// <summary>The ids of all migrations, oldest first.</summary>
    public static IReadOnlyList<string> MigrationIds()
    {
        using var context = Offline();
        return [.. context.Database.GetMigrations()];
    }

    /// <summary>The migrations that must be applied before this one.</summary>
    public static IReadOnlyList<string> ParentsOf(string migration)
    {
        using var context = Offline();
        return MigrationGraph.Of(context)[migration].Parents;
    }

    /// <summary>What a migration does.</summary>
    public static IReadOnlyList<MigrationOperation> OperationsOf(string migration)
    {
        using var context = Offline();
        var assembly = context.GetService<IMigrationsAssembly>();
        return assembly.CreateMigration(assembly.Migrations[migration], context.Database.ProviderName!).UpOperations;
    }

    /// <summary>A database with all migrations, this test's own.</summary>
    public static Task<TestDatabase> MigratedAsync() => MigratedDatabase.CreateAsync();

    /// <summary>Applies the migrations up to <paramref name="target"/>; all of them by default.</summary>
    public static async Task UpAsync(string connectionString, string? target = null)
    {
        await using var session = await Migrator(connectionString).BeginAsync(CancellationToken.None);
        await session.UpAsync(target is null ? MigrationTarget.Head : MigrationTarget.Parse(target), CancellationToken.None);
    }

    /// <summary>Reverts the migrations after <paramref name="target"/>; all of them when it is null.</summary>
    public static async Task DownAsync(string connectionString, string? target)
    {
        await using var session = await Migrator(connectionString).BeginAsync(CancellationToken.None);
        await session.DownAsync(target is null ? MigrationTarget.Base : MigrationTarget.Parse(target), allowDataLoss: true, CancellationToken.None);
    }

    /// <summary>Runs one of the platform's backfills to its end.</summary>
    public static async Task BackfillAsync(string connectionString, string name)
    {
        var results = await new BackfillRunner(Options(connectionString), NullLogger.Instance, TimeProvider.System)
            .RunAsync([name], new BackfillRunOptions(), CancellationToken.None);
        Assert.Equal((BackfillOutcome.Finished, 0), Assert.Single(results.Select(result => (result.Outcome, result.RowsSetAside))));
    }

    /// <summary>The catalog without the engine's own schema, which stays when migrations go.</summary>
    public static Task<IReadOnlyList<string>> CatalogAsync(string connectionString) =>
        CatalogSnapshot.ReadAsync(connectionString, Schemas.Migration);

    /// <summary>Runs SQL of the test's own.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of a query, each as one text.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString());
            rows.Add(string.Join('|', values));
        }
        return rows;
    }

    private static SchemaMigrator Migrator(string connectionString) => new(
        () => Open(connectionString),
        Options(connectionString),
        NullLogger<SchemaMigrator>.Instance,
        TimeProvider.System);

    private static MigrationEngineOptions Options(string connectionString) => new()
    {
        ConnectionString = connectionString,
        Build = TradingDatabase.Build,
        Backfills = TradingBackfills.All,
        ApplicationName = "Data.Tests",
    };
}
