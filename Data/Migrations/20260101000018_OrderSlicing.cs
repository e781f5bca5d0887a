using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Orders that are carried out in slices over time, the plan of the slices, and orders that took the place of others.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class OrderSlicing : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "parent_order_id",
            schema: "execution",
            table: "orders",
            type: "text",
            nullable: true);

        migrationBuilder.AddColumn<DateTimeOffset>(
            name: "scheduled_at",
            schema: "execution",
            table: "orders",
            type: "timestamp with time zone",
            nullable: true);

        migrationBuilder.AddColumn<int>(
            name: "slice_num",
            schema: "execution",
            table: "orders",
            type: "integer",
            nullable: true);

        migrationBuilder.AddColumn<int>(
            name: "total_slices",
            schema: "execution",
            table: "orders",
            type: "integer",
            nullable: true);

        migrationBuilder.CreateTable(
            name: "order_modifications",
            schema: "execution",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                original_client_order_id = table.Column<string>(type: "text", nullable: false),
                new_client_order_id = table.Column<string>(type: "text", nullable: false),
                modification_seq = table.Column<int>(type: "integer", nullable: false),
                idempotency_key = table.Column<Guid>(type: "uuid", nullable: false),
                changes = table.Column<JsonElement>(type: "jsonb", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_order_modifications", x => x.id);
                table.CheckConstraint("ck_order_modifications_changes", "jsonb_typeof(changes) = 'object'");
                table.CheckConstraint("ck_order_modifications_modification_seq", "modification_seq > 0");
                table.CheckConstraint("ck_order_modifications_orders", "new_client_order_id <> original_client_order_id");
                table.ForeignKey(
                    name: "fk_order_modifications_orders_new_client_order_id",
                    column: x => x.new_client_order_id,
                    principalSchema: "execution",
                    principalTable: "orders",
                    principalColumn: "client_order_id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_order_modifications_orders_original_client_order_id",
                    column: x => x.original_client_order_id,
                    principalSchema: "execution",
                    principalTable: "orders",
                    principalColumn: "client_order_id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "order_slices",
            schema: "execution",
            columns: table => new
            {
                parent_order_id = table.Column<string>(type: "text", nullable: false),
                slice_index = table.Column<int>(type: "integer", nullable: false),
                scheduled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                status = table.Column<string>(type: "text", nullable: false),
                client_order_id = table.Column<string>(type: "text", nullable: true),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_order_slices", x => new { x.parent_order_id, x.slice_index });
                table.CheckConstraint("ck_order_slices_qty", "qty > 0");
                table.CheckConstraint("ck_order_slices_slice_index", "slice_index >= 0");
                table.CheckConstraint("ck_order_slices_status", "\"status\" IN ('pending', 'scheduled', 'submitted', 'filled', 'canceled', 'failed')");
                table.ForeignKey(
                    name: "fk_order_slices_orders_client_order_id",
                    column: x => x.client_order_id,
                    principalSchema: "execution",
                    principalTable: "orders",
                    principalColumn: "client_order_id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_order_slices_orders_parent_order_id",
                    column: x => x.parent_order_id,
                    principalSchema: "execution",
                    principalTable: "orders",
                    principalColumn: "client_order_id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateIndex(
            name: "ix_orders_scheduled_at",
            schema: "execution",
            table: "orders",
            column: "scheduled_at",
            filter: "status = 'pending_new'");

        migrationBuilder.CreateIndex(
            name: "ux_orders_parent_order_id_slice_num",
            schema: "execution",
            table: "orders",
            columns: new[] { "parent_order_id", "slice_num" },
            unique: true,
            filter: "parent_order_id IS NOT NULL");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_parent_order_id",
            schema: "execution",
            table: "orders",
            sql: "parent_order_id <> client_order_id");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_slice",
            schema: "execution",
            table: "orders",
            sql: "(parent_order_id IS NULL) = (slice_num IS NULL) AND (parent_order_id IS NULL OR total_slices IS NULL)");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_slice_num",
            schema: "execution",
            table: "orders",
            sql: "slice_num >= 0");

        migrationBuilder.AddCheckConstraint(
            name: "ck_orders_total_slices",
            schema: "execution",
            table: "orders",
            sql: "total_slices > 0");

        migrationBuilder.CreateIndex(
            name: "ix_order_modifications_new_client_order_id",
            schema: "execution",
            table: "order_modifications",
            column: "new_client_order_id");

        migrationBuilder.CreateIndex(
            name: "ux_order_modifications_original_idempotency_key",
            schema: "execution",
            table: "order_modifications",
            columns: new[] { "original_client_order_id", "idempotency_key" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ux_order_modifications_original_seq",
            schema: "execution",
            table: "order_modifications",
            columns: new[] { "original_client_order_id", "modification_seq" },
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_order_slices_scheduled_at_due",
            schema: "execution",
            table: "order_slices",
            column: "scheduled_at",
            filter: "status IN ('pending', 'scheduled')");

        migrationBuilder.CreateIndex(
            name: "ux_order_slices_client_order_id",
            schema: "execution",
            table: "order_slices",
            column: "client_order_id",
            unique: true);

        migrationBuilder.AddForeignKey(
            name: "fk_orders_orders_parent_order_id",
            schema: "execution",
            table: "orders",
            column: "parent_order_id",
            principalSchema: "execution",
            principalTable: "orders",
            principalColumn: "client_order_id",
            onDelete: ReferentialAction.Restrict);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropForeignKey(
            name: "fk_orders_orders_parent_order_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropTable(
            name: "order_modifications",
            schema: "execution");

        migrationBuilder.DropTable(
            name: "order_slices",
            schema: "execution");

        migrationBuilder.DropIndex(
            name: "ix_orders_scheduled_at",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropIndex(
            name: "ux_orders_parent_order_id_slice_num",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_parent_order_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_slice",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_slice_num",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropCheckConstraint(
            name: "ck_orders_total_slices",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "parent_order_id",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "scheduled_at",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "slice_num",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropColumn(
            name: "total_slices",
            schema: "execution",
            table: "orders");
    }
}
