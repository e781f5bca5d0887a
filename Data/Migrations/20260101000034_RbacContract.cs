using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Who is an administrator is a matter of roles alone: is_admin goes, and the triggers that kept it in step.</summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("admins-to-user-roles")]
[MigrationOldestBuild("20260101000030_Rbac")]
public partial class RbacContract : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Exempt(LintRuleIds.ManyLockedTables, "Nothing of it reads a row: each lock is held for milliseconds, under the lock timeout.");
        AdministratorsInStep.Stop(migrationBuilder);
        migrationBuilder.DropColumn(
            name: "is_admin",
            schema: "identity",
            table: "users");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>(
            name: "is_admin",
            schema: "identity",
            table: "users",
            type: "boolean",
            nullable: false,
            defaultValue: false);

        AdministratorsInStep.Start(migrationBuilder);
        migrationBuilder.UpdateInBatches(
            table: "users",
            schema: "identity",
            set: "is_admin = true",
            where: "NOT is_admin AND EXISTS (SELECT FROM identity.user_roles held WHERE held.user_id = id AND held.role = 'admin')");
    }
}
