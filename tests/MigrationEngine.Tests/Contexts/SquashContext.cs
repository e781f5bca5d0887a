using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A later build of the <see cref="ShopContext"/>, whose first three migrations were folded into one, and which has one more.</summary>
public sealed class SquashedShopContext(DbContextOptions<SquashedShopContext> options) : TestContext(options)
{
    public const string Baseline = "20260201000001_Baseline";
    public const string AddStock = "20260201000002_AddStock";
}

[DbContext(typeof(SquashedShopContext))]
[Migration(SquashedShopContext.Baseline)]
[MigrationParents]
[MigrationReplaces(ShopContext.CreateItems, ShopContext.AddPrice, ShopContext.IndexItems)]
public sealed class SquashedShopBaseline : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("shop");
        migrationBuilder.CreateTable(
            "items",
            table => new
            {
                id = table.Column<int>("integer", nullable: false),
                name = table.Column<string>(type: "text", nullable: false),
                price = table.Column<decimal>(type: "numeric(10,4)", nullable: true),
            },
            schema: "shop",
            constraints: table => table.PrimaryKey("pk_items", row => row.id));
        migrationBuilder.CreateIndex("ix_items_name", "items", "name", "shop", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("items", "shop");
}

[DbContext(typeof(SquashedShopContext))]
[Migration(SquashedShopContext.AddStock)]
public sealed class SquashedShopAddStock : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<int>("stock", "items", "integer", schema: "shop", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("stock", "items", "shop");
}
