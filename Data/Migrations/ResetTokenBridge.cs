using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Keeps users.reset_token and password_resets in step while applications that know the one and the other run side by side: a token that
/// one makes the other can redeem, and what one has redeemed the other refuses. Two tables, so StartDualWrites, which is for one, cannot.
/// The triggers end by themselves: each writes only where something is left to change.
/// </summary>
internal static class ResetTokenBridge
{
    private const string FromUsers =
        """
        CREATE FUNCTION identity.carry_reset_token() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.reset_token IS NOT NULL AND OLD.reset_token IS DISTINCT FROM NEW.reset_token THEN
                UPDATE identity.password_resets SET used_at = now()
                WHERE token_hash = sha256(convert_to(OLD.reset_token, 'UTF8')) AND used_at IS NULL;
            END IF;
            IF NEW.reset_token IS NOT NULL AND NEW.reset_token_expires IS NOT NULL THEN
                INSERT INTO identity.password_resets (id, user_id, token_hash, expires_at)
                VALUES (gen_random_uuid(), NEW.id, sha256(convert_to(NEW.reset_token, 'UTF8')), NEW.reset_token_expires)
                ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at;
            END IF;
            RETURN NULL;
        END
        $function$;
        """;

    private const string FromResets =
        """
        CREATE FUNCTION identity.end_reset_token() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
        BEGIN
            UPDATE identity.users SET reset_token = NULL, reset_token_expires = NULL
            WHERE id = NEW.user_id AND sha256(convert_to(reset_token, 'UTF8')) = NEW.token_hash;
            RETURN NULL;
        END
        $function$;
        """;

    public static void Start(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(FromUsers);
        migrationBuilder.Sql(FromResets);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER tr_password_resets_used AFTER UPDATE OF used_at ON identity.password_resets FOR EACH ROW
            WHEN (OLD.used_at IS NULL AND NEW.used_at IS NOT NULL) EXECUTE FUNCTION identity.end_reset_token();
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER tr_users_reset_token AFTER INSERT OR UPDATE OF reset_token, reset_token_expires ON identity.users FOR EACH ROW
            EXECUTE FUNCTION identity.carry_reset_token();
            """);
    }

    public static void Stop(MigrationBuilder migrationBuilder)
    {
        StopResets(migrationBuilder);
        StopUsers(migrationBuilder);
    }

    public static void StopResets(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER tr_password_resets_used ON identity.password_resets;");
        migrationBuilder.Sql("DROP FUNCTION identity.end_reset_token();");
    }

    public static void StopUsers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER tr_users_reset_token ON identity.users;");
        migrationBuilder.Sql("DROP FUNCTION identity.carry_reset_token();");
    }
}
