using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Roles, permissions, who has which, the catalogue of algorithms and who may use them, keys for programs. A change of a user's roles raises the
/// user's session version, which ends the sessions that began before. Until RbacContract, is_admin and the role admin say the same: triggers
/// carry what an application of either side writes to the other, and the backfill admins-to-user-roles brings the administrators of before.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class Rbac : Migration
{
    private const string ShortLocks = "Nothing of it reads a row: each lock is held for milliseconds, under the lock timeout.";

    // Whatever the application says, or does not know: a session begins under the version that the user has at that moment.
    private const string TakeSessionVersion = """
        CREATE FUNCTION identity.take_session_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.session_version := coalesce((SELECT u.session_version FROM identity.users u WHERE u.id = NEW.user_id), NEW.session_version);
            RETURN NEW;
        END;
        $$;
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AlterColumn<bool>(
            name: "is_admin",
            schema: "identity",
            table: "users",
            type: "boolean",
            nullable: false,
            defaultValue: false,
            oldClrType: typeof(bool),
            oldType: "boolean");

        migrationBuilder.AddColumn<int>(
            name: "session_version",
            schema: "identity",
            table: "users",
            type: "integer",
            nullable: false,
            defaultValue: 1);

        migrationBuilder.AddColumn<int>(
            name: "session_version",
            schema: "identity",
            table: "user_sessions",
            type: "integer",
            nullable: false,
            defaultValue: 1);

        migrationBuilder.CreateTable(
            name: "api_keys",
            schema: "identity",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                key_prefix = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                scopes = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'[]'::jsonb"),
                expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_api_keys", x => x.id);
                table.CheckConstraint("ck_api_keys_key_hash", "octet_length(key_hash) = 32");
                table.CheckConstraint("ck_api_keys_key_prefix", "key_prefix ~ '^tp_live_[A-Za-z0-9_-]{8}$'");
                table.CheckConstraint("ck_api_keys_scopes", "jsonb_typeof(scopes) = 'array'");
                table.ForeignKey(
                    name: "fk_api_keys_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "permissions",
            schema: "identity",
            columns: table => new
            {
                name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                description = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_permissions", x => x.name);
                table.CheckConstraint("ck_permissions_name", "name ~ '^[a-z][a-z0-9_]*$'");
            });

        migrationBuilder.CreateTable(
            name: "roles",
            schema: "identity",
            columns: table => new
            {
                name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                description = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_roles", x => x.name);
                table.CheckConstraint("ck_roles_name", "name ~ '^[a-z][a-z0-9_]*$'");
            });

        migrationBuilder.CreateTable(
            name: "strategy_definitions",
            schema: "trading",
            columns: table => new
            {
                strategy_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                description = table.Column<string>(type: "text", nullable: true),
                active = table.Column<bool>(type: "boolean", nullable: false),
                updated_by = table.Column<Guid>(type: "uuid", nullable: true),
                updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_strategy_definitions", x => x.strategy_id);
                table.CheckConstraint("ck_strategy_definitions_strategy_id", "strategy_id ~ '^[a-z][a-z0-9_]*$'");
                table.ForeignKey(
                    name: "fk_strategy_definitions_users_updated_by",
                    column: x => x.updated_by,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.SetNull);
            });

        migrationBuilder.CreateTable(
            name: "role_permissions",
            schema: "identity",
            columns: table => new
            {
                role = table.Column<string>(type: "character varying(50)", nullable: false),
                permission = table.Column<string>(type: "character varying(50)", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_role_permissions", x => new { x.role, x.permission });
                table.ForeignKey(
                    name: "fk_role_permissions_permissions_permission",
                    column: x => x.permission,
                    principalSchema: "identity",
                    principalTable: "permissions",
                    principalColumn: "name",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_role_permissions_roles_role",
                    column: x => x.role,
                    principalSchema: "identity",
                    principalTable: "roles",
                    principalColumn: "name",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "user_roles",
            schema: "identity",
            columns: table => new
            {
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                role = table.Column<string>(type: "character varying(50)", nullable: false),
                granted_by = table.Column<Guid>(type: "uuid", nullable: true),
                granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_user_roles", x => new { x.user_id, x.role });
                table.ForeignKey(
                    name: "fk_user_roles_roles_role",
                    column: x => x.role,
                    principalSchema: "identity",
                    principalTable: "roles",
                    principalColumn: "name",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_user_roles_users_granted_by",
                    column: x => x.granted_by,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.SetNull);
                table.ForeignKey(
                    name: "fk_user_roles_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "user_strategy_access",
            schema: "trading",
            columns: table => new
            {
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                strategy_id = table.Column<string>(type: "character varying(50)", nullable: false),
                granted_by = table.Column<Guid>(type: "uuid", nullable: true),
                granted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_user_strategy_access", x => new { x.user_id, x.strategy_id });
                table.ForeignKey(
                    name: "fk_user_strategy_access_strategy_definitions_strategy_id",
                    column: x => x.strategy_id,
                    principalSchema: "trading",
                    principalTable: "strategy_definitions",
                    principalColumn: "strategy_id",
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    name: "fk_user_strategy_access_users_granted_by",
                    column: x => x.granted_by,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.SetNull);
                table.ForeignKey(
                    name: "fk_user_strategy_access_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "ix_api_keys_user_id",
            schema: "identity",
            table: "api_keys",
            column: "user_id");

        migrationBuilder.CreateIndex(
            name: "ux_api_keys_key_prefix",
            schema: "identity",
            table: "api_keys",
            column: "key_prefix",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_role_permissions_permission",
            schema: "identity",
            table: "role_permissions",
            column: "permission");

        migrationBuilder.CreateIndex(
            name: "ix_strategy_definitions_updated_by",
            schema: "trading",
            table: "strategy_definitions",
            column: "updated_by");

        migrationBuilder.CreateIndex(
            name: "ix_user_roles_granted_by",
            schema: "identity",
            table: "user_roles",
            column: "granted_by");

        migrationBuilder.CreateIndex(
            name: "ix_user_roles_role",
            schema: "identity",
            table: "user_roles",
            column: "role");

        migrationBuilder.CreateIndex(
            name: "ix_user_strategy_access_granted_by",
            schema: "trading",
            table: "user_strategy_access",
            column: "granted_by");

        migrationBuilder.CreateIndex(
            name: "ix_user_strategy_access_strategy_id",
            schema: "trading",
            table: "user_strategy_access",
            column: "strategy_id");

        migrationBuilder.Exempt(LintRuleIds.ManyLockedTables, ShortLocks);
        migrationBuilder.Sql(AdministratorsInStep.RaiseSessionVersion(carrying: false));
        migrationBuilder.Sql("CREATE TRIGGER tr_user_roles_session_version AFTER INSERT OR DELETE OR UPDATE OF user_id, role ON identity.user_roles FOR EACH ROW EXECUTE FUNCTION identity.raise_session_version();");
        migrationBuilder.Sql(TakeSessionVersion);
        migrationBuilder.Sql("CREATE TRIGGER tr_user_sessions_session_version BEFORE INSERT ON identity.user_sessions FOR EACH ROW EXECUTE FUNCTION identity.take_session_version();");
        AdministratorsInStep.Start(migrationBuilder);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Exempt(LintRuleIds.ManyLockedTables, ShortLocks);
        AdministratorsInStep.Stop(migrationBuilder);
        migrationBuilder.Sql("DROP TRIGGER tr_user_sessions_session_version ON identity.user_sessions;");
        migrationBuilder.Sql("DROP FUNCTION identity.take_session_version();");
        migrationBuilder.Sql("DROP TRIGGER tr_user_roles_session_version ON identity.user_roles;");
        migrationBuilder.Sql("DROP FUNCTION identity.raise_session_version();");

        migrationBuilder.DropTable(
            name: "api_keys",
            schema: "identity");

        migrationBuilder.DropTable(
            name: "role_permissions",
            schema: "identity");

        migrationBuilder.DropTable(
            name: "user_roles",
            schema: "identity");

        migrationBuilder.DropTable(
            name: "user_strategy_access",
            schema: "trading");

        migrationBuilder.DropTable(
            name: "permissions",
            schema: "identity");

        migrationBuilder.DropTable(
            name: "roles",
            schema: "identity");

        migrationBuilder.DropTable(
            name: "strategy_definitions",
            schema: "trading");

        migrationBuilder.DropColumn(
            name: "session_version",
            schema: "identity",
            table: "users");

        migrationBuilder.DropColumn(
            name: "session_version",
            schema: "identity",
            table: "user_sessions");

        migrationBuilder.AlterColumn<bool>(
            name: "is_admin",
            schema: "identity",
            table: "users",
            type: "boolean",
            nullable: false,
            oldClrType: typeof(bool),
            oldType: "boolean",
            oldDefaultValue: false);
    }
}
