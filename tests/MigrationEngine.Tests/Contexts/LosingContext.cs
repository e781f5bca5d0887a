using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Its second migration drops a column on the way up.</summary>
public sealed class LosingContext(DbContextOptions<LosingContext> options) : DbContext(options);

[DbContext(typeof(LosingContext))]
[Migration("20260101000001_Notes")]
public sealed class Notes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "notes", columns => new { id = columns.Column<int>("integer"), text = columns.Column<string>("text", nullable: true) }, schema: "public");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("notes", "public");
}

[DbContext(typeof(LosingContext))]
[Migration("20260101000002_DropText")]
public sealed class DropText : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("text", "notes", "public");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("text", "notes", "text", schema: "public", nullable: true);
}
