using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Testing;

/// <summary>Ordinary migrations of <see cref="BusyTable"/>, one of each kind that stops a busy application in the form that EF Core gives it.</summary>
public sealed class BusyContext(DbContextOptions<BusyContext> options) : DbContext(options)
{
    public const string Index = "20260101000001_Index";
    public const string ForeignKey = "20260101000002_ForeignKey";
    public const string Check = "20260101000003_Check";
    public const string Unique = "20260101000004_Unique";
    public const string Required = "20260101000005_Required";
    public const string VolatileDefault = "20260101000006_VolatileDefault";
    public const string DropIndex = "20260101000007_DropIndex";
    public const string Backfill = "20260101000008_Backfill";

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<BusyChange> Changes { get; } =
    [
        new(Index, "index"),
        new(ForeignKey, "foreign key"),
        new(Check, "check"),
        new(Unique, "unique constraint"),
        new(Required, "NOT NULL with a default"),
        new(VolatileDefault, "column with a volatile default"),
        new(DropIndex, "drop of an index", IsLong: false),
        new(Backfill, "backfill of every row"),
    ];

    /// <summary>Up to a migration with the engine, in the safe form.</summary>
    public static async Task MigrateAsync(MigrationEngineOptions options, string migration, CancellationToken cancellationToken)
    {
        var contextOptions = Options(options.ConnectionString);
        var migrator = new SchemaMigrator(
            () => new BusyContext(contextOptions), options with { ContextOptions = contextOptions }, NullLogger<SchemaMigrator>.Instance, TimeProvider.System);
        await using var session = await migrator.BeginAsync(cancellationToken);
        await session.UpAsync(MigrationTarget.Parse(migration), cancellationToken);
    }

    /// <summary>Up to a migration with EF Core's own migrator and Npgsql's own SQL.</summary>
    public static async Task MigratePlainlyAsync(string connectionString, string migration, CancellationToken cancellationToken)
    {
        await using var context = new BusyContext(Options(connectionString));
        await context.GetService<IMigrator>().MigrateAsync(migration, cancellationToken);
    }

    internal static DbContextOptions<BusyContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<BusyContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", "migration").CommandTimeout(3600))
            // The migrations carry what they do, and there is neither a model nor a snapshot.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
}
