using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Positions get an owner, and beside the key that knows the symbol alone the index that PositionOwnersContract makes the key. What applications
/// write that know no owner, and what there is (backfill positions-owners), belongs to the legacy desk, an account that nobody can sign in to.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class PositionOwners : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>(
            name: "user_id",
            schema: "execution",
            table: "positions",
            type: "uuid",
            nullable: true);

        LegacyDesk.Start(migrationBuilder);

        migrationBuilder.CreateIndex(
            name: "ux_positions_user_id_symbol",
            schema: "execution",
            table: "positions",
            columns: new[] { "user_id", "symbol" },
            unique: true);

        migrationBuilder.AddForeignKey(
            name: "fk_positions_users_user_id",
            schema: "execution",
            table: "positions",
            column: "user_id",
            principalSchema: "identity",
            principalTable: "users",
            principalColumn: "id",
            onDelete: ReferentialAction.Restrict);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        LegacyDesk.Stop(migrationBuilder);

        migrationBuilder.DropForeignKey(
            name: "fk_positions_users_user_id",
            schema: "execution",
            table: "positions");

        migrationBuilder.DropIndex(
            name: "ux_positions_user_id_symbol",
            schema: "execution",
            table: "positions");

        migrationBuilder.DropColumn(
            name: "user_id",
            schema: "execution",
            table: "positions");
    }
}
