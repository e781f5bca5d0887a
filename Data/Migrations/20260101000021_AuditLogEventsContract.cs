using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Every entry says what it is about and what came of it, and none can be changed any more.</summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("audit-log-events")]
[MigrationOldestBuild("20260101000021_AuditLogEventsContract")]
public partial class AuditLogEventsContract : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AlterColumn<string>(
            name: "resource_type",
            schema: "audit",
            table: "audit_log",
            type: "character varying(50)",
            maxLength: 50,
            nullable: false,
            oldClrType: typeof(string),
            oldType: "character varying(50)",
            oldMaxLength: 50,
            oldNullable: true);

        migrationBuilder.AlterColumn<string>(
            name: "outcome",
            schema: "audit",
            table: "audit_log",
            type: "text",
            nullable: false,
            oldClrType: typeof(string),
            oldType: "text",
            oldNullable: true);

        migrationBuilder.AlterColumn<string>(
            name: "event_type",
            schema: "audit",
            table: "audit_log",
            type: "character varying(50)",
            maxLength: 50,
            nullable: false,
            oldClrType: typeof(string),
            oldType: "character varying(50)",
            oldMaxLength: 50,
            oldNullable: true);

        AuditLogTriggers.EndFilling(migrationBuilder);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        AuditLogTriggers.AllowFilling(migrationBuilder);

        migrationBuilder.AlterColumn<string>(
            name: "resource_type",
            schema: "audit",
            table: "audit_log",
            type: "character varying(50)",
            maxLength: 50,
            nullable: true,
            oldClrType: typeof(string),
            oldType: "character varying(50)",
            oldMaxLength: 50);

        migrationBuilder.AlterColumn<string>(
            name: "outcome",
            schema: "audit",
            table: "audit_log",
            type: "text",
            nullable: true,
            oldClrType: typeof(string),
            oldType: "text");

        migrationBuilder.AlterColumn<string>(
            name: "event_type",
            schema: "audit",
            table: "audit_log",
            type: "character varying(50)",
            maxLength: 50,
            nullable: true,
            oldClrType: typeof(string),
            oldType: "character varying(50)",
            oldMaxLength: 50);
    }
}
