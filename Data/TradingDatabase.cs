using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>What everybody who opens the platform's database has to agree on.</summary>
public static class TradingDatabase
{
    /// <summary>EF's history table, in schema <see cref="Schemas.Migration"/>. Its columns keep EF's names.</summary>
    public const string HistoryTable = "__EFMigrationsHistory";

    /// <summary>What <see cref="ConfigureNpgsql"/> says, for runs that set up nothing of EF Core.</summary>
    public static MigrationBuild Build => new(typeof(TradingDatabase).Assembly, typeof(TradingDbContext), HistoryTable, Schemas.Migration);

    /// <summary>
    /// Where the migrations are, where their history is kept, and that their SQL is the safe form. To be called by everybody who builds
    /// options for <see cref="TradingDbContext"/>.
    /// </summary>
    public static void ConfigureNpgsql(NpgsqlDbContextOptionsBuilder options)
    {
        options.MigrationsAssembly(typeof(TradingDatabase).Assembly.GetName().Name!).MigrationsHistoryTable(HistoryTable, Schemas.Migration);
        ((IRelationalDbContextOptionsBuilderInfrastructure)options).OptionsBuilder.UseSafeMigrations();
    }
}
