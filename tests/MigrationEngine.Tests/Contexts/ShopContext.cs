using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Three well-behaved migrations; the last one works outside of a transaction.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : TestContext(options)
{
    public const string CreateItems = "20260101000001_CreateItems";
    public const string AddPrice = "20260101000002_AddPrice";
    public const string IndexItems = "20260101000003_IndexItems";
}

[DbContext(typeof(ShopContext))]
[Migration(ShopContext.CreateItems)]
public sealed class ShopCreateItems : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("shop");
        migrationBuilder.CreateTable(
            "items",
            table => new { id = table.Column<int>(nullable: false), name = table.Column<string>(type: "character varying(100)", nullable: false) },
            schema: "shop",
            constraints: table => table.PrimaryKey("pk_items", row => row.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("items", "shop");
}

[DbContext(typeof(ShopContext))]
[Migration(ShopContext.AddPrice)]
public sealed class ShopAddPrice : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<decimal>("price", "items", "numeric(10,4)", schema: "shop", nullable: true);
        migrationBuilder.AlterColumn<string>(
            "name", "items", "text", schema: "shop", nullable: false, oldClrType: typeof(string), oldType: "character varying(100)");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AlterColumn<string>(
            "name", "items", "character varying(100)", schema: "shop", nullable: false, oldClrType: typeof(string), oldType: "text");
        migrationBuilder.DropColumn("price", "items", "shop");
    }
}

[DbContext(typeof(ShopContext))]
[Migration(ShopContext.IndexItems)]
public sealed class ShopIndexItems : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE UNIQUE INDEX CONCURRENTLY ix_items_name ON shop.items (name);", suppressTransaction: true);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY shop.ix_items_name;", suppressTransaction: true);
}
