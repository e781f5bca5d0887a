using Microsoft.EntityFrameworkCore;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Rollout;

/// <summary>The application's database. The old build keeps a trader's name in <c>name</c>, the new one in <c>display_name</c>.</summary>
internal sealed class Desk(DbContextOptions<Desk> options) : DbContext(options)
{
#if RENAMED
    private const string NameColumn = "display_name";
#else
    private const string NameColumn = "name";
#endif

    public DbSet<Trader> Traders => Set<Trader>();

    public static void Configure(NpgsqlDbContextOptionsBuilder options)
    {
        options.MigrationsHistoryTable("__EFMigrationsHistory", "migration");
        ((Microsoft.EntityFrameworkCore.Infrastructure.IRelationalDbContextOptionsBuilderInfrastructure)options).OptionsBuilder.UseSafeMigrations();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Trader>(trader =>
    {
        trader.ToTable("traders", "desk");
        trader.Property(row => row.Id).HasColumnName("id");
        trader.Property(row => row.Name).HasColumnName(NameColumn);
    });
}
