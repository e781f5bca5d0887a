using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// What keeps audit.audit_log append-only, for every role, the table's owner and superusers too, and in sessions that replay a replication
/// (ENABLE ALWAYS). Who can change the table can still take the triggers away: that is in the catalog for `check` to find.
/// </summary>
internal static class AuditLogTriggers
{
    private const string Refuse =
        """
        CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
        BEGIN
            RAISE EXCEPTION 'audit.audit_log is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
        END
        $function$;
        """;

    private const string FillOnly =
        """
        CREATE FUNCTION audit.refuse_change_but_filling() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $function$
        BEGIN
            IF (NEW.id, NEW.occurred_at, NEW.actor_user_id, NEW.action, NEW.details, NEW.reason, NEW.ip_address, NEW.session_id)
                    IS NOT DISTINCT FROM (OLD.id, OLD.occurred_at, OLD.actor_user_id, OLD.action, OLD.details, OLD.reason, OLD.ip_address, OLD.session_id)
                AND (OLD.event_type IS NULL OR NEW.event_type = OLD.event_type)
                AND (OLD.resource_type IS NULL OR NEW.resource_type = OLD.resource_type)
                AND (OLD.resource_id IS NULL OR NEW.resource_id = OLD.resource_id)
                AND (OLD.outcome IS NULL OR NEW.outcome = OLD.outcome)
                AND (OLD.amr_method IS NULL OR NEW.amr_method = OLD.amr_method) THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'audit.audit_log is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
        END
        $function$;
        """;

    /// <summary>From the first row on: no UPDATE, DELETE or TRUNCATE.</summary>
    public static void Create(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Refuse);
        RefuseAll(migrationBuilder);
    }

    /// <summary>While the columns of AuditLogEvents are filled: an UPDATE may give them the value that they do not have yet, and nothing else.</summary>
    public static void AllowFilling(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(FillOnly);
        migrationBuilder.Sql("DROP TRIGGER tr_audit_log_append_only ON audit.audit_log;");
        migrationBuilder.Sql("CREATE TRIGGER tr_audit_log_append_only BEFORE DELETE OR TRUNCATE ON audit.audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();");
        migrationBuilder.Sql("ALTER TABLE audit.audit_log ENABLE ALWAYS TRIGGER tr_audit_log_append_only;");
        migrationBuilder.Sql("CREATE TRIGGER tr_audit_log_fill_only BEFORE UPDATE ON audit.audit_log FOR EACH ROW EXECUTE FUNCTION audit.refuse_change_but_filling();");
        migrationBuilder.Sql("ALTER TABLE audit.audit_log ENABLE ALWAYS TRIGGER tr_audit_log_fill_only;");
    }

    /// <summary>Ends <see cref="AllowFilling"/>.</summary>
    public static void EndFilling(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TRIGGER tr_audit_log_fill_only ON audit.audit_log;");
        migrationBuilder.Sql("DROP TRIGGER tr_audit_log_append_only ON audit.audit_log;");
        RefuseAll(migrationBuilder);
        migrationBuilder.Sql("DROP FUNCTION audit.refuse_change_but_filling();");
    }

    /// <summary>After the table is gone.</summary>
    public static void DropFunction(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP FUNCTION audit.refuse_change();");

    private static void RefuseAll(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TRIGGER tr_audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.audit_log FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();");
        migrationBuilder.Sql("ALTER TABLE audit.audit_log ENABLE ALWAYS TRIGGER tr_audit_log_append_only;");
    }
}
