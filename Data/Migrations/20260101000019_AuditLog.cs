using System;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Who did what, in a table that the database itself keeps append-only.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class AuditLog : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(
            name: "audit");

        migrationBuilder.CreateTable(
            name: "audit_log",
            schema: "audit",
            columns: table => new
            {
                id = table.Column<long>(type: "bigint", nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                actor_user_id = table.Column<Guid>(type: "uuid", nullable: true),
                action = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                details = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                reason = table.Column<string>(type: "text", nullable: true),
                ip_address = table.Column<IPAddress>(type: "inet", nullable: true),
                session_id = table.Column<Guid>(type: "uuid", nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_audit_log", x => x.id);
                table.CheckConstraint("ck_audit_log_action", "action ~ '^[a-z][a-z0-9_.]*$'");
                table.CheckConstraint("ck_audit_log_details", "jsonb_typeof(details) = 'object'");
                table.ForeignKey(
                    name: "fk_audit_log_users_actor_user_id",
                    column: x => x.actor_user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateIndex(
            name: "ix_audit_log_actor_user_id_occurred_at",
            schema: "audit",
            table: "audit_log",
            columns: new[] { "actor_user_id", "occurred_at" },
            descending: new[] { false, true });

        migrationBuilder.CreateIndex(
            name: "ix_audit_log_occurred_at",
            schema: "audit",
            table: "audit_log",
            column: "occurred_at",
            descending: new bool[0]);

        AuditLogTriggers.Create(migrationBuilder);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "audit_log",
            schema: "audit");

        AuditLogTriggers.DropFunction(migrationBuilder);

        migrationBuilder.DropSchema(
            name: "audit");
    }
}
