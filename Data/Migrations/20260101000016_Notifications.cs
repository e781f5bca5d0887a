using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>What users are told, which way it reaches them, and the devices that take push messages.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class Notifications : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(
            name: "notifications");

        migrationBuilder.CreateTable(
            name: "device_tokens",
            schema: "notifications",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                platform = table.Column<string>(type: "text", nullable: false),
                token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                app_version = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                encrypted_token = table.Column<byte[]>(type: "bytea", nullable: true),
                encrypted_token_key_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_device_tokens", x => x.id);
                table.CheckConstraint("ck_device_tokens_encrypted_token", "(encrypted_token IS NULL) = (encrypted_token_key_id IS NULL)");
                table.CheckConstraint("ck_device_tokens_platform", "\"platform\" IN ('ios', 'android', 'web')");
                table.CheckConstraint("ck_device_tokens_token_hash", "octet_length(token_hash) = 32");
                table.CheckConstraint("ck_device_tokens_token_in_use", "revoked_at IS NOT NULL OR encrypted_token IS NOT NULL");
                table.ForeignKey(
                    name: "fk_device_tokens_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "notification_preferences",
            schema: "notifications",
            columns: table => new
            {
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                type = table.Column<string>(type: "text", nullable: false),
                channel = table.Column<string>(type: "text", nullable: false),
                enabled = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                quiet_from = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                quiet_until = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                quiet_zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_notification_preferences", x => new { x.user_id, x.type, x.channel });
                table.CheckConstraint("ck_notification_preferences_channel", "\"channel\" IN ('push', 'email', 'in_app', 'webhook')");
                table.CheckConstraint("ck_notification_preferences_quiet", "(quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until");
                table.CheckConstraint("ck_notification_preferences_quiet_zone", "quiet_zone IS NULL OR quiet_from IS NOT NULL");
                table.CheckConstraint("ck_notification_preferences_type", "\"type\" IN ('order_executed', 'sl_triggered', 'strategy_error', 'strategy_started', 'strategy_stopped', 'token_expiry', 'daily_summary', 'task_reminder', 'system_alert')");
                table.ForeignKey(
                    name: "fk_notification_preferences_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "notifications",
            schema: "notifications",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                type = table.Column<string>(type: "text", nullable: false),
                severity = table.Column<string>(type: "text", nullable: false, defaultValue: "info"),
                title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                body = table.Column<string>(type: "text", nullable: false),
                payload = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                dismissed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_notifications", x => x.id);
                table.CheckConstraint("ck_notifications_severity", "\"severity\" IN ('info', 'warning', 'error', 'critical')");
                table.CheckConstraint("ck_notifications_type", "\"type\" IN ('order_executed', 'sl_triggered', 'strategy_error', 'strategy_started', 'strategy_stopped', 'token_expiry', 'daily_summary', 'task_reminder', 'system_alert')");
                table.ForeignKey(
                    name: "fk_notifications_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "ix_device_tokens_user_id",
            schema: "notifications",
            table: "device_tokens",
            column: "user_id");

        migrationBuilder.CreateIndex(
            name: "ux_device_tokens_token_hash",
            schema: "notifications",
            table: "device_tokens",
            column: "token_hash",
            unique: true,
            filter: "revoked_at IS NULL");

        migrationBuilder.CreateIndex(
            name: "ix_notifications_user_id_created_at",
            schema: "notifications",
            table: "notifications",
            columns: new[] { "user_id", "created_at" },
            descending: new[] { false, true });

        migrationBuilder.CreateIndex(
            name: "ix_notifications_user_id_unread",
            schema: "notifications",
            table: "notifications",
            column: "user_id",
            filter: "read_at IS NULL");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "device_tokens",
            schema: "notifications");

        migrationBuilder.DropTable(
            name: "notification_preferences",
            schema: "notifications");

        migrationBuilder.DropTable(
            name: "notifications",
            schema: "notifications");

        migrationBuilder.DropSchema(
            name: "notifications");
    }
}
