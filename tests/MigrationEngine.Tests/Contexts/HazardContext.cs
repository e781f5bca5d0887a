using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Its second migration is safe as it is generated, its third one is not, and neither is its fourth, which says why that does not matter.</summary>
public sealed class HazardContext(DbContextOptions<HazardContext> options) : DbContext(options)
{
    public const string Table = "20260101000001_Table", Index = "20260101000002_Index", Rename = "20260101000003_Rename", Retype = "20260101000004_Retype";
}

[DbContext(typeof(HazardContext))]
[Migration(HazardContext.Table)]
public sealed class HazardTable : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "notes", columns => new { id = columns.Column<int>("integer"), text = columns.Column<string>("text", nullable: true) }, schema: "public");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("notes", "public");
}

[DbContext(typeof(HazardContext))]
[Migration(HazardContext.Index)]
public sealed class HazardIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("ix_notes_text", "notes", "text", "public");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("ix_notes_text", "public", "notes");
}

[DbContext(typeof(HazardContext))]
[Migration(HazardContext.Rename)]
public sealed class HazardRename : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.RenameColumn("text", "notes", "body", "public");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.RenameColumn("body", "notes", "text", "public");
}

[DbContext(typeof(HazardContext))]
[Migration(HazardContext.Retype)]
public sealed class HazardRetype : Migration
{
    public const string Reason = "The table has four rows.";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder
        .AlterColumn<long>("id", "notes", "bigint", schema: "public", oldClrType: typeof(int), oldType: "integer")
        .Exempt(LintRuleIds.AlterColumnType, Reason);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AlterColumn<int>("id", "notes", "integer", schema: "public", oldClrType: typeof(long), oldType: "bigint");
}
