using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Constraints that the rows do not fulfil at first.</summary>
public sealed class RejectContext(DbContextOptions<RejectContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_Create";
    public const string Constrain = "20260101000002_Constrain";
}

[DbContext(typeof(RejectContext))]
[Migration(RejectContext.Create)]
public sealed class RejectCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE makers (id int PRIMARY KEY);
        CREATE TABLE goods (id int PRIMARY KEY, maker_id int, price int);
        INSERT INTO makers VALUES (1);
        INSERT INTO goods VALUES (1, 1, 5), (2, 2, 5);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE goods, makers");
}

[DbContext(typeof(RejectContext))]
[Migration(RejectContext.Constrain)]
public sealed class RejectConstrain : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("ix_goods_price", "goods", "price");
        migrationBuilder.AddCheckConstraint("ck_goods_price", "goods", "price > 0");
        migrationBuilder.AddForeignKey("fk_goods_makers", "goods", "maker_id", "makers", principalColumn: "id");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropForeignKey("fk_goods_makers", "goods");
        migrationBuilder.DropCheckConstraint("ck_goods_price", "goods");
        migrationBuilder.DropIndex("ix_goods_price", "goods");
    }
}
