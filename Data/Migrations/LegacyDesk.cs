using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.Data.Migrations;

/// <summary>Who owns the positions of applications that know no owner, between PositionOwners and PositionOwnersContract.</summary>
internal static class LegacyDesk
{
    // Made when the first position needs it. The empty hash is that of no password, and the status bars signing in besides.
    private const string Desk = """
        CREATE FUNCTION execution.legacy_desk() RETURNS uuid LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status)
            VALUES ('00000000-0000-7000-8000-000000000001', 'usr_000000000000', 'legacy-desk@tradingplatform.invalid', '', 'Legacy desk', 'deactivated')
            ON CONFLICT DO NOTHING;
            RETURN '00000000-0000-7000-8000-000000000001';
        END;
        $$;
        """;

    private const string Own = """
        CREATE FUNCTION execution.own_position() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.user_id IS NULL THEN NEW.user_id := execution.legacy_desk(); END IF;
            RETURN NEW;
        END;
        $$;
        """;

    public static void Start(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Desk);
        migrationBuilder.Sql(Own);
        migrationBuilder.Sql("CREATE TRIGGER tr_positions_owner BEFORE INSERT ON execution.positions FOR EACH ROW EXECUTE FUNCTION execution.own_position();");
        // What the backfill changes is not the position: updated_at stays.
        Touch(migrationBuilder, "WHEN ((to_jsonb(OLD) - 'user_id') IS DISTINCT FROM (to_jsonb(NEW) - 'user_id'))");
    }

    public static void Stop(MigrationBuilder migrationBuilder)
    {
        Touch(migrationBuilder, "");
        migrationBuilder.Sql("DROP TRIGGER tr_positions_owner ON execution.positions;");
        migrationBuilder.Sql("DROP FUNCTION execution.own_position();");
        migrationBuilder.Sql("DROP FUNCTION execution.legacy_desk();");
    }

    private static void Touch(MigrationBuilder migrationBuilder, string when) => migrationBuilder.Sql(
        $"CREATE OR REPLACE TRIGGER tr_positions_updated_at BEFORE UPDATE ON execution.positions FOR EACH ROW {when} EXECUTE FUNCTION execution.set_updated_at();");
}
