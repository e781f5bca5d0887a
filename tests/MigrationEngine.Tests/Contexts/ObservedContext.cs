using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Counts how often its model is built. Used by one test alone.</summary>
public sealed class ObservedContext(DbContextOptions<ObservedContext> options) : TestContext(options)
{
    public static int ModelsBuilt { get; set; }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => ModelsBuilt++;
}

[DbContext(typeof(ObservedContext))]
[Migration("20260101000001_Only")]
public sealed class ObservedOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("SELECT 1");
}
