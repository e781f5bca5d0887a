using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// What an entry is about and what came of it. Entries that there are get theirs by a backfill: until the contract an UPDATE may fill the
/// new columns, and do nothing else.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class AuditLogEvents : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "amr_method",
            schema: "audit",
            table: "audit_log",
            type: "character varying(50)",
            maxLength: 50,
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "event_type",
            schema: "audit",
            table: "audit_log",
            type: "character varying(50)",
            maxLength: 50,
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "outcome",
            schema: "audit",
            table: "audit_log",
            type: "text",
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "resource_id",
            schema: "audit",
            table: "audit_log",
            type: "character varying(255)",
            maxLength: 255,
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "resource_type",
            schema: "audit",
            table: "audit_log",
            type: "character varying(50)",
            maxLength: 50,
            nullable: true);

        AuditLogTriggers.AllowFilling(migrationBuilder);

        migrationBuilder.CreateIndex(
            name: "ix_audit_log_occurred_at_unsuccessful",
            schema: "audit",
            table: "audit_log",
            column: "occurred_at",
            descending: new bool[0],
            filter: "outcome <> 'success'");

        migrationBuilder.CreateIndex(
            name: "ix_audit_log_resource_type_resource_id_occurred_at",
            schema: "audit",
            table: "audit_log",
            columns: new[] { "resource_type", "resource_id", "occurred_at" });

        migrationBuilder.AddCheckConstraint(
            name: "ck_audit_log_outcome",
            schema: "audit",
            table: "audit_log",
            sql: "\"outcome\" IN ('success', 'failure', 'denied', 'blocked', 'error', 'no_op')");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ix_audit_log_occurred_at_unsuccessful",
            schema: "audit",
            table: "audit_log");

        migrationBuilder.DropIndex(
            name: "ix_audit_log_resource_type_resource_id_occurred_at",
            schema: "audit",
            table: "audit_log");

        migrationBuilder.DropCheckConstraint(
            name: "ck_audit_log_outcome",
            schema: "audit",
            table: "audit_log");

        AuditLogTriggers.EndFilling(migrationBuilder);

        migrationBuilder.DropColumn(
            name: "amr_method",
            schema: "audit",
            table: "audit_log");

        migrationBuilder.DropColumn(
            name: "event_type",
            schema: "audit",
            table: "audit_log");

        migrationBuilder.DropColumn(
            name: "outcome",
            schema: "audit",
            table: "audit_log");

        migrationBuilder.DropColumn(
            name: "resource_id",
            schema: "audit",
            table: "audit_log");

        migrationBuilder.DropColumn(
            name: "resource_type",
            schema: "audit",
            table: "audit_log");
    }
}
