using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>The token of a password reset beside its user, in clear text: as TradeBot had it, and ResetTokensToPasswordResets ends it.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class UserResetTokens : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
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
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ux_users_reset_token",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "reset_token",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "reset_token_expires",
            schema: "identity",
            table: "users");
    }
}
