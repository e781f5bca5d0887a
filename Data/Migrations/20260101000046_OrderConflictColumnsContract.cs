using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Every order is ranked, and spells canceled as the platform does: proven of the rows of before, required of those to come. The trigger no longer
/// spells for applications that know the legacy spelling.
/// </summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("orders-canceled-spelling", "orders-conflict-columns", "orders-owners")]
[MigrationOldestBuild("20260101000036_OrderConflictColumns")]
public partial class OrderConflictColumnsContract : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE execution.orders VALIDATE CONSTRAINT ck_orders_status;", suppressTransaction: true);

        migrationBuilder.AlterColumn<int>(
            name: "status_rank",
            schema: "execution",
            table: "orders",
            type: "integer",
            nullable: false,
            oldClrType: typeof(int),
            oldType: "integer",
            oldNullable: true);

        migrationBuilder.AlterColumn<bool>(
            name: "is_terminal",
            schema: "execution",
            table: "orders",
            type: "boolean",
            nullable: false,
            oldClrType: typeof(bool),
            oldType: "boolean",
            oldNullable: true);

        OrderStatusRanks.Rank(migrationBuilder, respelling: false);
        OrderStatusRanks.GiveUpdatedAtBack(migrationBuilder);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        OrderStatusRanks.LeaveUpdatedAtToCarrying(migrationBuilder);
        OrderStatusRanks.Rank(migrationBuilder, respelling: true);
        OrderStatusRanks.Expect(migrationBuilder, "canceled");

        migrationBuilder.AlterColumn<int>(
            name: "status_rank",
            schema: "execution",
            table: "orders",
            type: "integer",
            nullable: true,
            oldClrType: typeof(int),
            oldType: "integer");

        migrationBuilder.AlterColumn<bool>(
            name: "is_terminal",
            schema: "execution",
            table: "orders",
            type: "boolean",
            nullable: true,
            oldClrType: typeof(bool),
            oldType: "boolean");
    }
}
