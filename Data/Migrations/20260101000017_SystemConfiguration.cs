using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>The configuration that operators change while the platform runs. Its rows are the seed's, not the migration's: an operator's change is not undone.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class SystemConfiguration : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(
            name: "system");

        migrationBuilder.CreateTable(
            name: "system_configuration",
            schema: "system",
            columns: table => new
            {
                key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                value = table.Column<JsonElement>(type: "jsonb", nullable: false),
                description = table.Column<string>(type: "text", nullable: true),
                updated_by = table.Column<Guid>(type: "uuid", nullable: true),
                updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_system_configuration", x => x.key);
                table.CheckConstraint("ck_system_configuration_key", "key ~ '^[a-z][a-z0-9_]*$'");
                table.CheckConstraint("ck_system_configuration_value", "jsonb_typeof(value) = 'object'");
                table.ForeignKey(
                    name: "fk_system_configuration_users_updated_by",
                    column: x => x.updated_by,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.SetNull);
            });

        migrationBuilder.CreateIndex(
            name: "ix_system_configuration_updated_by",
            schema: "system",
            table: "system_configuration",
            column: "updated_by");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "system_configuration",
            schema: "system");

        migrationBuilder.DropSchema(
            name: "system");
    }
}
