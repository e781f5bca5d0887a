using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// The users' clear-text tokens go; those that could still be redeemed are in password_resets. A build before this one reads the columns,
/// so none may be left. The way back cannot undo a hash: tokens under way then have to be asked for again.
/// </summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("reset-tokens-to-password-resets")]
public partial class ResetTokensContract : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // The index is dropped outside of a transaction and so parts the two: no transaction locks both tables.
        ResetTokenBridge.StopResets(migrationBuilder);

        migrationBuilder.DropIndex(
            name: "ux_users_reset_token",
            schema: "identity",
            table: "users");

        ResetTokenBridge.StopUsers(migrationBuilder);

        migrationBuilder.DropColumn(
            name: "reset_token",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "reset_token_expires",
            schema: "identity",
            table: "users");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "reset_token",
            schema: "identity",
            table: "users",
            type: "character varying(255)",
            maxLength: 255,
            nullable: true);

        migrationBuilder.AddColumn<DateTimeOffset>(
            name: "reset_token_expires",
            schema: "identity",
            table: "users",
            type: "timestamp with time zone",
            nullable: true);

        migrationBuilder.CreateIndex(
            name: "ux_users_reset_token",
            schema: "identity",
            table: "users",
            column: "reset_token",
            unique: true,
            filter: "reset_token IS NOT NULL");

        ResetTokenBridge.Start(migrationBuilder);
    }
}
