using System;
using System.Net;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Reset tokens get a table of their own, as SHA-256. The backfill copies those that can still be redeemed; triggers keep both places in step
/// until ResetTokensContract ends the old one.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class ResetTokensToPasswordResets : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "password_resets",
            schema: "identity",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                requested_ip = table.Column<IPAddress>(type: "inet", nullable: true),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_password_resets", x => x.id);
                table.CheckConstraint("ck_password_resets_token_hash", "octet_length(token_hash) = 32");
                table.ForeignKey(
                    name: "fk_password_resets_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "ix_password_resets_user_id",
            schema: "identity",
            table: "password_resets",
            column: "user_id");

        migrationBuilder.CreateIndex(
            name: "ux_password_resets_token_hash",
            schema: "identity",
            table: "password_resets",
            column: "token_hash",
            unique: true);

        ResetTokenBridge.Start(migrationBuilder);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ResetTokenBridge.Stop(migrationBuilder);

        migrationBuilder.DropTable(
            name: "password_resets",
            schema: "identity");
    }
}
