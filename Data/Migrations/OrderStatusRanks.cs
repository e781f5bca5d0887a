using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data.Migrations;

/// <summary>The trigger that ranks an order's status, and what holds only while orders are carried over, for OrderConflictColumns and its contract.</summary>
internal static class OrderStatusRanks
{
    private const string Respelled = "IF NEW.status = 'cancelled' THEN NEW.status := 'canceled'; END IF;";

    // What a backfill changes is not the order: updated_at stays. Triggers run by name, so that the status is spelled when this is asked.
    private const string NotCarried = """
        WHEN ((to_jsonb(OLD) - '{status,status_rank,is_terminal,user_id}'::text[]) IS DISTINCT FROM (to_jsonb(NEW) - '{status,status_rank,is_terminal,user_id}'::text[])
            OR replace(OLD.status, 'cancelled', 'canceled') <> replace(NEW.status, 'cancelled', 'canceled'))
        """;

    public static void Create(MigrationBuilder migrationBuilder)
    {
        Rank(migrationBuilder, respelling: true);
        migrationBuilder.Sql("CREATE TRIGGER tr_orders_status BEFORE INSERT OR UPDATE ON execution.orders FOR EACH ROW EXECUTE FUNCTION execution.rank_order_status();");
    }

    public static void Drop(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER tr_orders_status ON execution.orders;");
        migrationBuilder.Sql("DROP FUNCTION execution.rank_order_status();");
    }

    /// <summary>Writes the trigger's function, which also spells canceled where applications of before may still write it otherwise.</summary>
    public static void Rank(MigrationBuilder migrationBuilder, bool respelling) => migrationBuilder.Sql($"""
        CREATE OR REPLACE FUNCTION execution.rank_order_status() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {(respelling ? Respelled : "-- A status that is none of these is refused by its CHECK.")}
            NEW.status_rank := CASE
                WHEN NEW.status IN ('pending_new', 'dry_run') THEN 1
                WHEN NEW.status IN ('submitted', 'submitted_unconfirmed', 'new', 'accepted') THEN 2
                WHEN NEW.status IN ('pending_cancel', 'pending_replace', 'partially_filled', 'suspended', 'stopped', 'calculated') THEN 3
                WHEN NEW.status IN ('canceled', 'expired', 'failed', 'rejected', 'replaced', 'done_for_day', 'blocked_kill_switch', 'blocked_circuit_breaker') THEN 4
                WHEN NEW.status = 'filled' THEN 5
            END;
            NEW.is_terminal := NEW.status_rank >= 4;
            RETURN NEW;
        END;
        $$;
        """);

    public static void LeaveUpdatedAtToCarrying(MigrationBuilder migrationBuilder) => Touch(migrationBuilder, NotCarried);

    public static void GiveUpdatedAtBack(MigrationBuilder migrationBuilder) => Touch(migrationBuilder, "");

    /// <summary>Replaces the CHECK in one statement, for the rows that are written from here on; those of before are validated when they are carried over.</summary>
    public static void Expect(MigrationBuilder migrationBuilder, string spelling) => migrationBuilder.Sql($"""
        ALTER TABLE execution.orders DROP CONSTRAINT ck_orders_status, ADD CONSTRAINT ck_orders_status CHECK ("status" IN (
            'pending_new', 'dry_run', 'submitted', 'submitted_unconfirmed', 'new', 'accepted', 'pending_cancel', 'pending_replace', 'partially_filled', 'suspended',
            'stopped', 'calculated', '{spelling}', 'expired', 'failed', 'rejected', 'replaced', 'done_for_day', 'blocked_kill_switch', 'blocked_circuit_breaker', 'filled')) NOT VALID;
        """);

    private static void Touch(MigrationBuilder migrationBuilder, string when) => migrationBuilder.Sql(
        $"CREATE OR REPLACE TRIGGER tr_orders_updated_at BEFORE UPDATE ON execution.orders FOR EACH ROW {when} EXECUTE FUNCTION execution.set_updated_at();");
}
