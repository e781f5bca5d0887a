using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TradingPlatform.Data.Migrations
{
    /// <summary>The log of order attempts, and the fills.</summary>
    public partial class OrderLogsAndTrades : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "order_logs",
                schema: "execution",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    public_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    strategy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    order_type = table.Column<string>(type: "text", nullable: false),
                    order_data = table.Column<JsonElement>(type: "jsonb", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    result = table.Column<JsonElement>(type: "jsonb", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    attempted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    execution_time_ms = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_logs", x => x.id);
                    table.CheckConstraint("ck_order_logs_execution_time_ms", "execution_time_ms >= 0");
                    table.CheckConstraint("ck_order_logs_order_type", "\"order_type\" IN ('buy', 'sell', 'sl_sell')");
                    table.CheckConstraint("ck_order_logs_public_id", "public_id ~ '^log_[0-9a-f]{12}$'");
                    table.CheckConstraint("ck_order_logs_status", "\"status\" IN ('attempting', 'success', 'failed', 'error')");
                    table.ForeignKey(
                        name: "fk_order_logs_strategies_strategy_id",
                        column: x => x.strategy_id,
                        principalSchema: "trading",
                        principalTable: "strategies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_order_logs_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "trades",
                schema: "execution",
                columns: table => new
                {
                    trade_id = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bot_config_id = table.Column<Guid>(type: "uuid", nullable: true),
                    client_order_id = table.Column<string>(type: "text", nullable: true),
                    broker_order_id = table.Column<string>(type: "text", nullable: true),
                    symbol = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    side = table.Column<string>(type: "text", nullable: false),
                    price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    quote_qty = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    commission_amount = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    commission_asset = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    pnl = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    executed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trades", x => x.trade_id);
                    table.CheckConstraint("ck_trades_price", "price > 0");
                    table.CheckConstraint("ck_trades_qty", "qty > 0");
                    table.CheckConstraint("ck_trades_side", "\"side\" IN ('buy', 'sell')");
                    table.ForeignKey(
                        name: "fk_trades_bot_configs_bot_config_id",
                        column: x => x.bot_config_id,
                        principalSchema: "trading",
                        principalTable: "bot_configs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_trades_orders_client_order_id",
                        column: x => x.client_order_id,
                        principalSchema: "execution",
                        principalTable: "orders",
                        principalColumn: "client_order_id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_trades_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_order_logs_status",
                schema: "execution",
                table: "order_logs",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_order_logs_strategy_id",
                schema: "execution",
                table: "order_logs",
                column: "strategy_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_logs_user_id_attempted_at",
                schema: "execution",
                table: "order_logs",
                columns: new[] { "user_id", "attempted_at" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ux_order_logs_public_id",
                schema: "execution",
                table: "order_logs",
                column: "public_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_trades_bot_config_id",
                schema: "execution",
                table: "trades",
                column: "bot_config_id");

            migrationBuilder.CreateIndex(
                name: "ix_trades_client_order_id",
                schema: "execution",
                table: "trades",
                column: "client_order_id");

            migrationBuilder.CreateIndex(
                name: "ix_trades_symbol_executed_at",
                schema: "execution",
                table: "trades",
                columns: new[] { "symbol", "executed_at" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "ix_trades_user_id_executed_at",
                schema: "execution",
                table: "trades",
                columns: new[] { "user_id", "executed_at" },
                descending: new[] { false, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_logs",
                schema: "execution");

            migrationBuilder.DropTable(
                name: "trades",
                schema: "execution");
        }
    }
}
