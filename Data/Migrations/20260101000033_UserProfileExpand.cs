using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// A telephone number; and the first of three steps in which users.name becomes display_name and is_active becomes status: the new columns
/// beside the old ones, kept in step by dual writes. The backfill user-profile fills the users of before, UserProfileContract takes the old columns away.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class UserProfileExpand : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "display_name",
            schema: "identity",
            table: "users",
            type: "character varying(255)",
            maxLength: 255,
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "phone",
            schema: "identity",
            table: "users",
            type: "character varying(32)",
            maxLength: 32,
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "status",
            schema: "identity",
            table: "users",
            type: "text",
            nullable: true);

        migrationBuilder.CreateIndex(
            name: "ix_users_created_at_public_id",
            schema: "identity",
            table: "users",
            columns: new[] { "created_at", "public_id" });

        migrationBuilder.AddCheckConstraint(
            name: "ck_users_phone",
            schema: "identity",
            table: "users",
            sql: "phone ~ '^\\+[1-9][0-9]{1,14}$'");

        migrationBuilder.AddCheckConstraint(
            name: "ck_users_status",
            schema: "identity",
            table: "users",
            sql: "\"status\" IN ('active', 'suspended', 'deactivated')");

        UserProfileInStep.Start(migrationBuilder);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        UserProfileInStep.Stop(migrationBuilder);

        migrationBuilder.DropIndex(
            name: "ix_users_created_at_public_id",
            schema: "identity",
            table: "users");

        migrationBuilder.DropCheckConstraint(
            name: "ck_users_phone",
            schema: "identity",
            table: "users");

        migrationBuilder.DropCheckConstraint(
            name: "ck_users_status",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "display_name",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "phone",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "status",
            schema: "identity",
            table: "users");
    }
}
