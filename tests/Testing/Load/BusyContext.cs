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
    public const string NotNull = "20260101000005_NotNull";
    public const string PrimaryKey = "20260101000006_PrimaryKey";
    public const string Text = "20260101000007_Text";
    public const string Required = "20260101000008_Required";
    public const string ConstantDefault = "20260101000009_ConstantDefault";
    public const string VolatileDefault = "20260101000010_VolatileDefault";
    public const string DropIndex = "20260101000011_DropIndex";
    public const string Backfill = "20260101000012_Backfill";
    internal const string Expand = "20260101000013_Expand";
    internal const string Contract = "20260101000014_Contract";

    /// <summary>All that are compared one by one, in their order. What follows them is <see cref="BusyTypeChange"/>'s.</summary>
    public static IReadOnlyList<BusyChange> Changes { get; } =
    [
        new(Index, "index"),
        new(ForeignKey, "foreign key"),
        new(Check, "check"),
        new(Unique, "unique constraint"),
        new(NotNull, "NOT NULL"),
        new(PrimaryKey, "primary key"),
        new(Text, "a type that needs no rewrite", IsLong: false),
        new(Required, "NOT NULL with a default"),
        new(ConstantDefault, "column with a constant default", IsLong: false),
        new(VolatileDefault, "column with a volatile default"),
        new(DropIndex, "drop of an index", IsLong: false),
        new(Backfill, "batches of a migration, every row", IsEveryRow: true),
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
