using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Migrations that give a table and a column other names, use the old ones for something else, and then change both.</summary>
public sealed class NamesContext(DbContextOptions<NamesContext> options) : DbContext(options)
{
    public const string Rename = "20260101000001_Rename", Reuse = "20260101000002_Reuse", Retype = "20260101000003_Retype", RetypeReused = "20260101000004_RetypeReused";

    internal static void ChangeType(MigrationBuilder migrationBuilder, string schema, string table, string column) =>
        migrationBuilder.Sql($"ALTER TABLE {schema}.{table} ALTER COLUMN {column} TYPE numeric(12,4)");
}

[DbContext(typeof(NamesContext))]
[Migration(NamesContext.Rename)]
public sealed class NamesRename : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.RenameColumn("price", "orders", "amount", "public");
        migrationBuilder.EnsureSchema("sales");
        migrationBuilder.RenameTable("orders", "public", "purchases", "sales");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.RenameTable("purchases", "sales", "orders", "public");
        migrationBuilder.Sql("ALTER TABLE public.orders ADD CONSTRAINT ck_id CHECK (id > 0)");
    }
}

[DbContext(typeof(NamesContext))]
[Migration(NamesContext.Reuse)]
public sealed class NamesReuse : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<decimal>("price", "purchases", "numeric(10,2)", schema: "sales", nullable: true);
        migrationBuilder.CreateTable("orders", table => new { id = table.Column<long>("bigint"), price = table.Column<decimal>("numeric(10,2)") }, "public");
    }
}

[DbContext(typeof(NamesContext))]
[Migration(NamesContext.Retype)]
public sealed class NamesRetype : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => NamesContext.ChangeType(migrationBuilder, "sales", "purchases", "amount");
}

[DbContext(typeof(NamesContext))]
[Migration(NamesContext.RetypeReused)]
public sealed class NamesRetypeReused : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        NamesContext.ChangeType(migrationBuilder, "public", "orders", "price");
        NamesContext.ChangeType(migrationBuilder, "sales", "purchases", "price");
    }
}
