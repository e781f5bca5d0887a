using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TradingPlatform.Data.Migrations
{
    /// <summary>
    /// The tables of the hand-run SQL files as those left them: in public, with PostgreSQL's default names, timestamps without zone,
    /// and orders that end as "cancelled". An empty database gets them here; a database that already has them adopts this migration.
    /// </summary>
    public partial class LegacyBaseline : Migration
    {
        private static readonly string[] TouchedTables = ["orchestration_runs", "orders", "positions", "signal_order_mappings"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "model_registry",
                schema: "public",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    strategy_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    model_path = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    performance_metrics = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                    config = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()"),
                    activated_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    deactivated_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("model_registry_pkey", x => x.id);
                    table.UniqueConstraint("model_registry_strategy_name_version_key", x => new { x.strategy_name, x.version });
                    table.CheckConstraint("model_registry_status_check", "\"status\" IN ('inactive', 'active', 'testing', 'failed')");
                });

            migrationBuilder.CreateTable(
                name: "orchestration_runs",
                schema: "public",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    strategy_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    as_of_date = table.Column<DateOnly>(type: "date", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    symbols = table.Column<string[]>(type: "text[]", nullable: false),
                    capital = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    max_position_size = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    num_signals = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "0"),
                    num_orders_submitted = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "0"),
                    num_orders_accepted = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "0"),
                    num_orders_rejected = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "0"),
                    num_orders_filled = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "0"),
                    model_version = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    started_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    completed_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    duration_seconds = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    signal_service_response = table.Column<JsonElement>(type: "jsonb", nullable: true),
                    execution_gateway_responses = table.Column<JsonElement>(type: "jsonb", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("orchestration_runs_pkey", x => x.id);
                    table.UniqueConstraint("orchestration_runs_run_id_key", x => x.run_id);
                    table.CheckConstraint("orchestration_runs_capital_check", "capital > 0");
                    table.CheckConstraint("orchestration_runs_num_orders_accepted_check", "num_orders_accepted >= 0");
                    table.CheckConstraint("orchestration_runs_num_orders_filled_check", "num_orders_filled >= 0");
                    table.CheckConstraint("orchestration_runs_num_orders_rejected_check", "num_orders_rejected >= 0");
                    table.CheckConstraint("orchestration_runs_num_orders_submitted_check", "num_orders_submitted >= 0");
                    table.CheckConstraint("orchestration_runs_num_signals_check", "num_signals >= 0");
                    table.CheckConstraint("orchestration_runs_status_check", "\"status\" IN ('running', 'completed', 'failed', 'partial')");
                });

            migrationBuilder.CreateTable(
                name: "orders",
                schema: "public",
                columns: table => new
                {
                    client_order_id = table.Column<string>(type: "text", nullable: false),
                    strategy_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    symbol = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    side = table.Column<string>(type: "text", nullable: false),
                    qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    order_type = table.Column<string>(type: "text", nullable: false),
                    limit_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    stop_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    time_in_force = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    broker_order_id = table.Column<string>(type: "text", nullable: true),
                    filled_qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false, defaultValueSql: "0"),
                    filled_avg_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    retry_count = table.Column<int>(type: "integer", nullable: false, defaultValueSql: "0"),
                    metadata = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                    submitted_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    filled_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("orders_pkey", x => x.client_order_id);
                    table.UniqueConstraint("orders_broker_order_id_key", x => x.broker_order_id);
                    table.CheckConstraint("orders_filled_qty_check", "filled_qty >= 0");
                    table.CheckConstraint("orders_limit_price_check", "limit_price > 0");
                    table.CheckConstraint("orders_order_type_check", "\"order_type\" IN ('market', 'limit', 'stop', 'stop_limit')");
                    table.CheckConstraint("orders_qty_check", "qty > 0");
                    table.CheckConstraint("orders_retry_count_check", "retry_count >= 0");
                    table.CheckConstraint("orders_side_check", "\"side\" IN ('buy', 'sell')");
                    table.CheckConstraint("orders_status_check", "\"status\" IN ('pending_new', 'dry_run', 'submitted', 'submitted_unconfirmed', 'new', 'accepted', 'pending_cancel', 'pending_replace', 'partially_filled', 'suspended', 'stopped', 'calculated', 'cancelled', 'expired', 'failed', 'rejected', 'replaced', 'done_for_day', 'blocked_kill_switch', 'blocked_circuit_breaker', 'filled')");
                    table.CheckConstraint("orders_stop_price_check", "stop_price > 0");
                    table.CheckConstraint("orders_time_in_force_check", "\"time_in_force\" IN ('day', 'gtc', 'ioc', 'fok')");
                });

            migrationBuilder.CreateTable(
                name: "positions",
                schema: "public",
                columns: table => new
                {
                    symbol = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    avg_entry_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    current_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    unrealized_pl = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    realized_pl = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false, defaultValueSql: "0"),
                    updated_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("positions_pkey", x => x.symbol);
                    table.CheckConstraint("positions_check", "avg_entry_price > 0 OR qty = 0");
                });

            migrationBuilder.CreateTable(
                name: "signal_order_mappings",
                schema: "public",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_id = table.Column<Guid>(type: "uuid", nullable: false),
                    symbol = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    predicted_return = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    rank = table.Column<int>(type: "integer", nullable: true),
                    target_weight = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    client_order_id = table.Column<string>(type: "text", nullable: true),
                    order_qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    order_side = table.Column<string>(type: "text", nullable: true),
                    broker_order_id = table.Column<string>(type: "text", nullable: true),
                    order_status = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    filled_qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    filled_avg_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    skip_reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("signal_order_mappings_pkey", x => x.id);
                    table.CheckConstraint("signal_order_mappings_order_side_check", "\"order_side\" IN ('buy', 'sell')");
                    table.ForeignKey(
                        name: "signal_order_mappings_run_id_fkey",
                        column: x => x.run_id,
                        principalSchema: "public",
                        principalTable: "orchestration_runs",
                        principalColumn: "run_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "idx_model_registry_one_active",
                schema: "public",
                table: "model_registry",
                column: "strategy_name",
                unique: true,
                filter: "status = 'active'");

            migrationBuilder.CreateIndex(
                name: "idx_model_registry_status",
                schema: "public",
                table: "model_registry",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "idx_orchestration_runs_as_of_date",
                schema: "public",
                table: "orchestration_runs",
                column: "as_of_date",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "idx_orchestration_runs_started_at",
                schema: "public",
                table: "orchestration_runs",
                column: "started_at",
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "idx_orchestration_runs_status",
                schema: "public",
                table: "orchestration_runs",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "idx_orchestration_runs_strategy_id",
                schema: "public",
                table: "orchestration_runs",
                column: "strategy_id");

            migrationBuilder.CreateIndex(
                name: "idx_orders_broker_order_id",
                schema: "public",
                table: "orders",
                column: "broker_order_id",
                filter: "broker_order_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "idx_orders_strategy_id_created_at",
                schema: "public",
                table: "orders",
                columns: new[] { "strategy_id", "created_at" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "idx_orders_symbol_created_at",
                schema: "public",
                table: "orders",
                columns: new[] { "symbol", "created_at" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "idx_positions_open",
                schema: "public",
                table: "positions",
                column: "qty",
                filter: "qty <> 0");

            migrationBuilder.CreateIndex(
                name: "idx_signal_order_mappings_client_order_id",
                schema: "public",
                table: "signal_order_mappings",
                column: "client_order_id");

            migrationBuilder.CreateIndex(
                name: "idx_signal_order_mappings_run_id",
                schema: "public",
                table: "signal_order_mappings",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "idx_signal_order_mappings_symbol",
                schema: "public",
                table: "signal_order_mappings",
                column: "symbol");

            migrationBuilder.Sql("""
                CREATE FUNCTION public.update_updated_at_column() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.updated_at = now();
                    RETURN NEW;
                END;
                $$;
                """);
            foreach (var table in TouchedTables)
                migrationBuilder.Sql($"""
                    CREATE TRIGGER update_{table}_updated_at BEFORE UPDATE ON public.{table}
                        FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();
                    """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "model_registry",
                schema: "public");

            migrationBuilder.DropTable(
                name: "orders",
                schema: "public");

            migrationBuilder.DropTable(
                name: "positions",
                schema: "public");

            migrationBuilder.DropTable(
                name: "signal_order_mappings",
                schema: "public");

            migrationBuilder.DropTable(
                name: "orchestration_runs",
                schema: "public");

            migrationBuilder.Sql("DROP FUNCTION public.update_updated_at_column();");
        }
    }
}
