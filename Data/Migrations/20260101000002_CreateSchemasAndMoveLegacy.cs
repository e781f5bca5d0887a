using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations
{
    /// <summary>
    /// Moves the legacy tables out of public, gives their constraints and indexes the platform's names, and gives their
    /// timestamps the zone they always meant: UTC. Names are changed by RENAME: nothing is dropped, checked or built again,
    /// as the scaffolded drop-and-add would. The conversion is made in a session whose zone is UTC: PostgreSQL 12 and later then only
    /// relabel the columns, where a USING clause, also one that says the same, would rewrite the tables.
    /// </summary>
    public partial class CreateSchemasAndMoveLegacy : Migration
    {
        private const string BeforeAnyVersion = "It runs before any version of the platform: the legacy programs are stopped for the move and do not come back.";

        private const string OnlyRelabelled = "The session's zone is UTC: PostgreSQL 12 and later then only relabel the columns and write no row.";

        private static readonly (string Schema, string Table)[] Tables =
        [
            ("research", "model_registry"),
            ("execution", "orchestration_runs"),
            ("execution", "orders"),
            ("execution", "positions"),
            ("execution", "signal_order_mappings"),
        ];

        // Renaming a key's constraint renames its index with it.
        private static readonly (string Schema, string Table, string Legacy, string Ours)[] Constraints =
        [
            ("research", "model_registry", "model_registry_pkey", "pk_model_registry"),
            ("research", "model_registry", "model_registry_strategy_name_version_key", "ux_model_registry_strategy_name_version"),
            ("research", "model_registry", "model_registry_status_check", "ck_model_registry_status"),
            ("execution", "orchestration_runs", "orchestration_runs_pkey", "pk_orchestration_runs"),
            ("execution", "orchestration_runs", "orchestration_runs_run_id_key", "ux_orchestration_runs_run_id"),
            ("execution", "orchestration_runs", "orchestration_runs_capital_check", "ck_orchestration_runs_capital"),
            ("execution", "orchestration_runs", "orchestration_runs_num_orders_accepted_check", "ck_orchestration_runs_num_orders_accepted"),
            ("execution", "orchestration_runs", "orchestration_runs_num_orders_filled_check", "ck_orchestration_runs_num_orders_filled"),
            ("execution", "orchestration_runs", "orchestration_runs_num_orders_rejected_check", "ck_orchestration_runs_num_orders_rejected"),
            ("execution", "orchestration_runs", "orchestration_runs_num_orders_submitted_check", "ck_orchestration_runs_num_orders_submitted"),
            ("execution", "orchestration_runs", "orchestration_runs_num_signals_check", "ck_orchestration_runs_num_signals"),
            ("execution", "orchestration_runs", "orchestration_runs_status_check", "ck_orchestration_runs_status"),
            ("execution", "orders", "orders_pkey", "pk_orders"),
            ("execution", "orders", "orders_broker_order_id_key", "ux_orders_broker_order_id"),
            ("execution", "orders", "orders_filled_qty_check", "ck_orders_filled_qty"),
            ("execution", "orders", "orders_limit_price_check", "ck_orders_limit_price"),
            ("execution", "orders", "orders_order_type_check", "ck_orders_order_type"),
            ("execution", "orders", "orders_qty_check", "ck_orders_qty"),
            ("execution", "orders", "orders_retry_count_check", "ck_orders_retry_count"),
            ("execution", "orders", "orders_side_check", "ck_orders_side"),
            ("execution", "orders", "orders_status_check", "ck_orders_status"),
            ("execution", "orders", "orders_stop_price_check", "ck_orders_stop_price"),
            ("execution", "orders", "orders_time_in_force_check", "ck_orders_time_in_force"),
            ("execution", "positions", "positions_pkey", "pk_positions"),
            ("execution", "positions", "positions_check", "ck_positions_avg_entry_price"),
            ("execution", "signal_order_mappings", "signal_order_mappings_pkey", "pk_signal_order_mappings"),
            ("execution", "signal_order_mappings", "signal_order_mappings_order_side_check", "ck_signal_order_mappings_order_side"),
            ("execution", "signal_order_mappings", "signal_order_mappings_run_id_fkey", "fk_signal_order_mappings_orchestration_runs_run_id"),
        ];

        private static readonly (string Schema, string Table, string Legacy, string Ours)[] Indexes =
        [
            ("research", "model_registry", "idx_model_registry_one_active", "ux_model_registry_strategy_name_active"),
            ("research", "model_registry", "idx_model_registry_status", "ix_model_registry_status"),
            ("execution", "orchestration_runs", "idx_orchestration_runs_as_of_date", "ix_orchestration_runs_as_of_date"),
            ("execution", "orchestration_runs", "idx_orchestration_runs_started_at", "ix_orchestration_runs_started_at"),
            ("execution", "orchestration_runs", "idx_orchestration_runs_status", "ix_orchestration_runs_status"),
            ("execution", "orchestration_runs", "idx_orchestration_runs_strategy_id", "ix_orchestration_runs_strategy_id"),
            ("execution", "orders", "idx_orders_broker_order_id", "ix_orders_broker_order_id"),
            ("execution", "orders", "idx_orders_strategy_id_created_at", "ix_orders_strategy_id_created_at"),
            ("execution", "orders", "idx_orders_symbol_created_at", "ix_orders_symbol_created_at"),
            ("execution", "positions", "idx_positions_open", "ix_positions_qty"),
            ("execution", "signal_order_mappings", "idx_signal_order_mappings_client_order_id", "ix_signal_order_mappings_client_order_id"),
            ("execution", "signal_order_mappings", "idx_signal_order_mappings_run_id", "ix_signal_order_mappings_run_id"),
            ("execution", "signal_order_mappings", "idx_signal_order_mappings_symbol", "ix_signal_order_mappings_symbol"),
        ];

        private static readonly (string Table, string Legacy, string Ours)[] Triggers =
        [
            ("orchestration_runs", "update_orchestration_runs_updated_at", "tr_orchestration_runs_updated_at"),
            ("orders", "update_orders_updated_at", "tr_orders_updated_at"),
            ("positions", "update_positions_updated_at", "tr_positions_updated_at"),
            ("signal_order_mappings", "update_signal_order_mappings_updated_at", "tr_signal_order_mappings_updated_at"),
        ];

        // All columns of a table in one statement: its indexes are built anew once instead of once a column.
        private static readonly (string Schema, string Table, string[] Columns)[] Timestamps =
        [
            ("research", "model_registry", ["created_at", "activated_at", "deactivated_at"]),
            ("execution", "orchestration_runs", ["started_at", "completed_at", "created_at", "updated_at"]),
            ("execution", "orders", ["submitted_at", "filled_at", "created_at", "updated_at"]),
            ("execution", "positions", ["updated_at"]),
            ("execution", "signal_order_mappings", ["created_at", "updated_at"]),
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Exempt(LintRuleIds.SetSchema, BeforeAnyVersion);
            migrationBuilder.Exempt(LintRuleIds.RenameObject, BeforeAnyVersion);
            migrationBuilder.Exempt(LintRuleIds.ManyLockedTables, BeforeAnyVersion);
            migrationBuilder.Exempt(LintRuleIds.AlterColumnType, OnlyRelabelled);
            migrationBuilder.EnsureSchema(name: "research");
            migrationBuilder.EnsureSchema(name: "execution");

            foreach (var (schema, table) in Tables)
                migrationBuilder.RenameTable(name: table, schema: "public", newName: table, newSchema: schema);
            foreach (var (schema, table, legacy, ours) in Constraints)
                migrationBuilder.Sql($"ALTER TABLE {schema}.{table} RENAME CONSTRAINT {legacy} TO {ours};");
            foreach (var (schema, table, legacy, ours) in Indexes)
                migrationBuilder.RenameIndex(name: legacy, schema: schema, table: table, newName: ours);

            migrationBuilder.Sql("ALTER FUNCTION public.update_updated_at_column() SET SCHEMA execution;");
            migrationBuilder.Sql("ALTER FUNCTION execution.update_updated_at_column() RENAME TO set_updated_at;");
            foreach (var (table, legacy, ours) in Triggers)
                migrationBuilder.Sql($"ALTER TRIGGER {legacy} ON execution.{table} RENAME TO {ours};");

            ConvertTimestamps(migrationBuilder, "timestamp with time zone");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Exempt(LintRuleIds.ManyLockedTables, "It goes back to the legacy programs, for which the platform is stopped.");
            migrationBuilder.Exempt(LintRuleIds.AlterColumnType, OnlyRelabelled);
            ConvertTimestamps(migrationBuilder, "timestamp without time zone");

            foreach (var (table, legacy, ours) in Triggers)
                migrationBuilder.Sql($"ALTER TRIGGER {ours} ON execution.{table} RENAME TO {legacy};");
            migrationBuilder.Sql("ALTER FUNCTION execution.set_updated_at() RENAME TO update_updated_at_column;");
            migrationBuilder.Sql("ALTER FUNCTION execution.update_updated_at_column() SET SCHEMA public;");

            foreach (var (schema, table, legacy, ours) in Indexes)
                migrationBuilder.RenameIndex(name: ours, schema: schema, table: table, newName: legacy);
            foreach (var (schema, table, legacy, ours) in Constraints)
                migrationBuilder.Sql($"ALTER TABLE {schema}.{table} RENAME CONSTRAINT {ours} TO {legacy};");
            foreach (var (schema, table) in Tables)
                migrationBuilder.RenameTable(name: table, schema: schema, newName: table, newSchema: "public");

            migrationBuilder.DropSchema(name: "execution");
            migrationBuilder.DropSchema(name: "research");
        }

        // The zone is set here and not trusted to be the session's: a script may be run by anybody, and instants must stay.
        // SET and not SET LOCAL, which does nothing where the script is run without a transaction.
        private static void ConvertTimestamps(MigrationBuilder migrationBuilder, string type)
        {
            migrationBuilder.Sql("SET TimeZone TO 'UTC';");
            foreach (var (schema, table, columns) in Timestamps)
            {
                var changes = string.Join(", ", columns.Select(column => $"ALTER COLUMN {column} TYPE {type}"));
                migrationBuilder.Sql($"ALTER TABLE {schema}.{table} {changes};");
            }

            migrationBuilder.Sql("RESET TimeZone;");
        }
    }
}
