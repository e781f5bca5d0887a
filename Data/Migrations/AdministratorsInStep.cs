using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Keeps users.is_admin and the role admin in user_roles in step, in both directions, between Rbac and RbacContract. Each side
/// writes only where the other differs, so that they do not call each other for ever.
/// </summary>
internal static class AdministratorsInStep
{
    private const string Unless = " AND current_setting('trading.carrying_over', true) IS DISTINCT FROM 'on'";

    // The role may not be seeded yet when the first administrator of before is carried over.
    private const string ToRoles = """
        CREATE FUNCTION identity.carry_is_admin_to_roles() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.is_admin THEN
                INSERT INTO identity.roles (name, description) VALUES ('admin', 'May do everything.') ON CONFLICT DO NOTHING;
                INSERT INTO identity.user_roles (user_id, role) VALUES (NEW.id, 'admin') ON CONFLICT DO NOTHING;
            ELSE
                DELETE FROM identity.user_roles WHERE user_id = NEW.id AND role = 'admin';
            END IF;
            RETURN NULL;
        END;
        $$;
        """;

    private const string FromRoles = """
        CREATE FUNCTION identity.carry_roles_to_is_admin() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' AND OLD.role = 'admin' THEN
                UPDATE identity.users SET is_admin = false WHERE id = OLD.user_id AND is_admin
                    AND NOT EXISTS (SELECT FROM identity.user_roles WHERE user_id = OLD.user_id AND role = 'admin');
            END IF;
            IF TG_OP <> 'DELETE' AND NEW.role = 'admin' THEN
                UPDATE identity.users SET is_admin = true WHERE id = NEW.user_id AND NOT is_admin;
            END IF;
            RETURN NULL;
        END;
        $$;
        """;

    /// <summary>
    /// The function of the trigger on user_roles. While administrators are carried over, the backfill says so by a setting of its transaction:
    /// that changes nothing about what they may do, and their sessions go on.
    /// </summary>
    public static string RaiseSessionVersion(bool carrying) => $"""
        CREATE OR REPLACE FUNCTION identity.raise_session_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT'{(carrying ? Unless : "")} THEN
                UPDATE identity.users SET session_version = session_version + 1, updated_at = now() WHERE id = OLD.user_id;
            END IF;
            IF (TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.user_id <> OLD.user_id)){(carrying ? Unless : "")} THEN
                UPDATE identity.users SET session_version = session_version + 1, updated_at = now() WHERE id = NEW.user_id;
            END IF;
            RETURN NULL;
        END;
        $$;
        """;

    public static void Start(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(RaiseSessionVersion(carrying: true));
        migrationBuilder.Sql(ToRoles);
        migrationBuilder.Sql("CREATE TRIGGER tr_users_is_admin_inserted AFTER INSERT ON identity.users FOR EACH ROW WHEN (NEW.is_admin) EXECUTE FUNCTION identity.carry_is_admin_to_roles();");
        migrationBuilder.Sql("CREATE TRIGGER tr_users_is_admin_updated AFTER UPDATE OF is_admin ON identity.users FOR EACH ROW WHEN (NEW.is_admin <> OLD.is_admin) EXECUTE FUNCTION identity.carry_is_admin_to_roles();");
        migrationBuilder.Sql(FromRoles);
        migrationBuilder.Sql("CREATE TRIGGER tr_user_roles_is_admin AFTER INSERT OR UPDATE OR DELETE ON identity.user_roles FOR EACH ROW EXECUTE FUNCTION identity.carry_roles_to_is_admin();");
    }

    public static void Stop(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER tr_user_roles_is_admin ON identity.user_roles;");
        migrationBuilder.Sql("DROP FUNCTION identity.carry_roles_to_is_admin();");
        migrationBuilder.Sql("DROP TRIGGER tr_users_is_admin_inserted ON identity.users;");
        migrationBuilder.Sql("DROP TRIGGER tr_users_is_admin_updated ON identity.users;");
        migrationBuilder.Sql("DROP FUNCTION identity.carry_is_admin_to_roles();");
        migrationBuilder.Sql(RaiseSessionVersion(carrying: false));
    }
}
