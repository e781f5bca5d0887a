using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A history for backfills: their tables are made by the tests.</summary>
public sealed class WorkContext(DbContextOptions<WorkContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_CreateWork";
    public const string Shape = "20260101000002_Shape";
}

[DbContext(typeof(WorkContext))]
[Migration(WorkContext.Create)]
public sealed class WorkCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("work");
        migrationBuilder.CreateTable(
            "orders",
            table => new { id = table.Column<long>(nullable: false), amount = table.Column<int>(nullable: false) },
            schema: "work",
            constraints: table => table.PrimaryKey("pk_orders", row => row.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("orders", "work");
}

[DbContext(typeof(WorkContext))]
[Migration(WorkContext.Shape)]
public sealed class WorkShape : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("cents", "orders", "bigint", schema: "work", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("cents", "orders", "work");
}
