using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>One migration with a block that commits, a partition that is detached, and a table whose indexes are rebuilt.</summary>
public sealed class MaintenanceContext(DbContextOptions<MaintenanceContext> options) : TestContext(options)
{
    public const string Only = "20260101000001_Maintenance";
}

[DbContext(typeof(MaintenanceContext))]
[Migration(MaintenanceContext.Only)]
public sealed class MaintenanceOnly : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id)");
        migrationBuilder.Sql("CREATE TABLE part PARTITION OF parted FOR VALUES FROM (0) TO (10)");
        migrationBuilder.Sql("DO $block$ BEGIN INSERT INTO parted VALUES (1); COMMIT; INSERT INTO parted VALUES (2); END $block$", suppressTransaction: true);
        migrationBuilder.Sql("ALTER TABLE parted DETACH PARTITION part CONCURRENTLY", suppressTransaction: true);
        migrationBuilder.Sql("REINDEX TABLE CONCURRENTLY part", suppressTransaction: true);
    }
}
