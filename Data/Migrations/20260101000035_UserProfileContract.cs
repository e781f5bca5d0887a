using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// The last of three steps: the new columns are required, the old ones go. Every user has the new ones since the backfill, and whoever writes
/// gives them; the dual writes end only after that is proven.
/// </summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("user-profile")]
[MigrationOldestBuild("20260101000033_UserProfileExpand")]
public partial class UserProfileContract : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AlterColumn<string>(
            name: "status",
            schema: "identity",
            table: "users",
            type: "text",
            nullable: false,
            oldClrType: typeof(string),
            oldType: "text",
            oldNullable: true);

        migrationBuilder.AlterColumn<string>(
            name: "display_name",
            schema: "identity",
            table: "users",
            type: "character varying(255)",
            maxLength: 255,
            nullable: false,
            oldClrType: typeof(string),
            oldType: "character varying(255)",
            oldMaxLength: 255,
            oldNullable: true);

        UserProfileInStep.Stop(migrationBuilder);

        migrationBuilder.DropColumn(
            name: "is_active",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "name",
            schema: "identity",
            table: "users");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>(
            name: "is_active",
            schema: "identity",
            table: "users",
            type: "boolean",
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "name",
            schema: "identity",
            table: "users",
            type: "character varying(255)",
            maxLength: 255,
            nullable: true);

        UserProfileInStep.Start(migrationBuilder);
        migrationBuilder.UpdateInBatches(
            table: "users",
            schema: "identity",
            set: "name = display_name, is_active = (status = 'active')",
            where: "name IS NULL OR is_active IS NULL");

        migrationBuilder.AlterColumn<bool>(
            name: "is_active",
            schema: "identity",
            table: "users",
            type: "boolean",
            nullable: false,
            oldClrType: typeof(bool),
            oldType: "boolean",
            oldNullable: true);

        migrationBuilder.AlterColumn<string>(
            name: "name",
            schema: "identity",
            table: "users",
            type: "character varying(255)",
            maxLength: 255,
            nullable: false,
            oldClrType: typeof(string),
            oldType: "character varying(255)",
            oldMaxLength: 255,
            oldNullable: true);

        migrationBuilder.AlterColumn<string>(
            name: "status",
            schema: "identity",
            table: "users",
            type: "text",
            nullable: true,
            oldClrType: typeof(string),
            oldType: "text");

        migrationBuilder.AlterColumn<string>(
            name: "display_name",
            schema: "identity",
            table: "users",
            type: "character varying(255)",
            maxLength: 255,
            nullable: true,
            oldClrType: typeof(string),
            oldType: "character varying(255)",
            oldMaxLength: 255);
    }
}
