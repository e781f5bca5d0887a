using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// The open orders get indexes of their own: for reconciliation, and for a user's list. Each is built concurrently, alone, and outside of a
/// transaction; one that a failure leaves invalid is dropped and built again.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class OrderIndexesConcurrently : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex(
            name: "ix_orders_submitted_at_open",
            schema: "execution",
            table: "orders",
            column: "submitted_at",
            filter: "NOT is_terminal");

        migrationBuilder.CreateIndex(
            name: "ix_orders_user_id_created_at_open",
            schema: "execution",
            table: "orders",
            columns: new[] { "user_id", "created_at" },
            descending: new[] { false, true },
            filter: "NOT is_terminal");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ix_orders_submitted_at_open",
            schema: "execution",
            table: "orders");

        migrationBuilder.DropIndex(
            name: "ix_orders_user_id_created_at_open",
            schema: "execution",
            table: "orders");
    }
}
