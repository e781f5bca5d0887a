using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Two contractions whose first step commits by itself and fails where rows are not as it wants them.</summary>
public sealed class StrictDeskContext(DbContextOptions<StrictDeskContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_CreateDesk";
    public const string Unique = "20260101000002_UniqueName";
    public const string Named = "20260101000003_Named";
}

[DbContext(typeof(StrictDeskContext)), Migration(StrictDeskContext.Create)]
public sealed class StrictDeskCreate : DeskCreate
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        base.Up(migrationBuilder);
        migrationBuilder.Sql("ALTER TABLE desk.traders ADD CONSTRAINT ck_traders_name CHECK (name <> '') NOT VALID;");
    }
}

[DbContext(typeof(StrictDeskContext)), Migration(StrictDeskContext.Unique), MigrationPhase(MigrationPhase.Contract)]
public sealed class StrictDeskUnique : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("ux_traders_name", "traders", "name", "desk", unique: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("ux_traders_name", "traders", "desk");
}

[DbContext(typeof(StrictDeskContext)), Migration(StrictDeskContext.Named), MigrationPhase(MigrationPhase.Contract)]
public sealed class StrictDeskNamed : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE desk.traders VALIDATE CONSTRAINT ck_traders_name;", suppressTransaction: true);

    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}
