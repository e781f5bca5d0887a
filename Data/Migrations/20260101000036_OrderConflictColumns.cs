using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Whose order it is, how it is executed, and what decides between two reports about one order: the rank of its status, who reported, which event.
/// The legacy spelling of canceled goes: a trigger spells what is written, by whomever, and ranks it; the backfill orders-canceled-spelling spells
/// the orders of before, first, and orders-conflict-columns ranks what is left, so that no canceled order stays open as it did once.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class OrderConflictColumns : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "broker_event_id",
            schema: "execution",
            table: "orders",
            type: "character varying(100)",
            maxLength: 100,
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "execution_style",
            schema: "execution",
            table: "orders",
            type: "text",
            nullable: false,
            defaultValue: "instant");

        migrationBuilder.AddColumn<bool>(
            name: "is_terminal",
            schema: "execution",
            table: "orders",
            type: "boolean",
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "replaced_order_id",
            schema: "execution",
            table: "orders",
            type: "text",
            nullable: true);

        migrationBuilder.AddColumn<int>(
            name: "source_priority",
            schema: "execution",
            table: "orders",
            type: "integer",
            nullable: false,
            defaultValue: 2);

        migrationBuilder.AddColumn<int>(
            name: "status_rank",
            schema: "execution",
            table: "orders",
            type: "integer",
            nullable: true);

        migrationBuilder.AddColumn<Guid>(
            name: "user_id",
            schema: "execution",
            table: "orders",
            type: "uuid",
            nullable: true);

        OrderStatusRanks.Create(migrationBuilder);
        OrderStatusRanks.LeaveUpdatedAtToCarrying(migrationBuilder);
        OrderStatusRanks.Expect(migrationBuilder, "canceled");

        migrationBuilder.CreateIndex(
            name: "ix_orders_replaced_order_id",
            schema: "execution",
            table: "orders",
            column: "replaced_order_id");

        migrationBuilder.CreateIndex(
            name: "ix_orders_user_id_created_at",
            schema: "execution",
            table: "orders",
            columns: new[] { "user_id", "created_at" },
            descending: new[] { false, true });

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_execution_style",
            schema: "execution",
            table: "orders",
            sql: "\"execution_style\" IN ('instant', 'twap')");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_is_terminal",
            schema: "execution",
            table: "orders",
            sql: "is_terminal = (status_rank >= 4)");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_replaced_order_id",
            schema: "execution",
            table: "orders",
            sql: "replaced_order_id <> client_order_id");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_source_priority",
            schema: "execution",
            table: "orders",
            sql: "source_priority BETWEEN 1 AND 3");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_status_rank",
            schema: "execution",
            table: "orders",
            sql: "status_rank BETWEEN 1 AND 5");

        migrationBuilder.AddForeignKey(
            name: "fk_orders_orders_replaced_order_id",
            schema: "execution",
            table: "orders",
            column: "replaced_order_id",
            principalSchema: "execution",
            principalTable: "orders",
            principalColumn: "client_order_id",
            onDelete: ReferentialAction.Restrict);

        migrationBuilder.AddForeignKey(
            name: "fk_orders_users_user_id",
            schema: "execution",
            table: "orders",
            column: "user_id",
            principalSchema: "identity",
            principalTable: "users",
            principalColumn: "id",
            onDelete: ReferentialAction.Restrict);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        OrderStatusRanks.Drop(migrationBuilder);
        OrderStatusRanks.Expect(migrationBuilder, "cancelled");
        migrationBuilder.UpdateInBatches(table: "orders", schema: "execution", set: "status = 'cancelled'", where: "status = 'canceled'");
        migrationBuilder.Sql("ALTER TABLE execution.orders VALIDATE CONSTRAINT ck_orders_status;", suppressTransaction: true);
        OrderStatusRanks.GiveUpdatedAtBack(migrationBuilder);

        migrationBuilder.DropForeignKey(
            name: "fk_orders_orders_replaced_order_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropForeignKey(
            name: "fk_orders_users_user_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropIndex(
            name: "ix_orders_replaced_order_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropIndex(
            name: "ix_orders_user_id_created_at",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_execution_style",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_is_terminal",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_replaced_order_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_source_priority",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_status_rank",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "broker_event_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "execution_style",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "is_terminal",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "replaced_order_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "source_priority",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "status_rank",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "user_id",
            schema: "execution",
            table: "orders");
    }
}
