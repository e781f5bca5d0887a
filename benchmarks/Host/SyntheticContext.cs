using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Benchmarks;

/// <summary>The context of the generated migrations. They carry everything that they do, so that it needs no entities.</summary>
public sealed class SyntheticContext(DbContextOptions<SyntheticContext> options) : DbContext(options)
{
    /// <summary>Where the history is kept.</summary>
    public const string HistorySchema = "migration";

    /// <summary>EF's name for it.</summary>
    public const string HistoryTable = "__EFMigrationsHistory";

    /// <summary>The same without EF Core, for an assembly of generated migrations.</summary>
    public static MigrationBuild Build(Assembly migrations) => new(migrations, typeof(SyntheticContext), HistoryTable, HistorySchema);

    /// <summary>The options for a database and an assembly of generated migrations.</summary>
    public static DbContextOptions<SyntheticContext> Options(string connection, Assembly migrations) =>
        new DbContextOptionsBuilder<SyntheticContext>()
            .UseNpgsql(connection, npgsql => npgsql.MigrationsAssembly(migrations).MigrationsHistoryTable(HistoryTable, HistorySchema))
            // EF's own migrator, the peer, compares the model with the snapshot first: the generated migrations have neither.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
}
