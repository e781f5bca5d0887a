using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradingPlatform.Data.Migrations
{
    /// <summary>Bots, and what they are doing: a table each, sharing one key.</summary>
    public partial class BotConfigsAndStates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "bot_configs",
                schema: "trading",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    symbol = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    timeframe = table.Column<string>(type: "text", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    initial_capital = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    daily_target_perc = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    max_daily_loss_perc = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    position_size_perc = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    position_size_fixed = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                    stop_loss_perc = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    take_profit_perc = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    trailing_stop_perc = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    trailing_stop_active = table.Column<bool>(type: "boolean", nullable: false),
                    ema_fast = table.Column<int>(type: "integer", nullable: false),
                    ema_slow = table.Column<int>(type: "integer", nullable: false),
                    rsi_period = table.Column<int>(type: "integer", nullable: false),
                    rsi_oversold = table.Column<int>(type: "integer", nullable: false),
                    rsi_overbought = table.Column<int>(type: "integer", nullable: false),
                    max_daily_trades = table.Column<int>(type: "integer", nullable: true),
                    check_interval_seconds = table.Column<int>(type: "integer", nullable: false, defaultValue: 60),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bot_configs", x => x.id);
                    table.CheckConstraint("ck_bot_configs_check_interval_seconds", "check_interval_seconds > 0");
                    table.CheckConstraint("ck_bot_configs_ema", "ema_fast > 0 AND ema_fast < ema_slow");
                    table.CheckConstraint("ck_bot_configs_initial_capital", "initial_capital > 0");
                    table.CheckConstraint("ck_bot_configs_rsi", "rsi_oversold >= 0 AND rsi_oversold < rsi_overbought AND rsi_overbought <= 100");
                    table.CheckConstraint("ck_bot_configs_rsi_period", "rsi_period > 0");
                    table.CheckConstraint("ck_bot_configs_stop_loss_perc", "stop_loss_perc > 0");
                    table.CheckConstraint("ck_bot_configs_take_profit_perc", "take_profit_perc > 0");
                    table.CheckConstraint("ck_bot_configs_timeframe", "\"timeframe\" IN ('5m', '15m', '30m', '1h', '4h', '1d')");
                    table.ForeignKey(
                        name: "fk_bot_configs_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bot_states",
                schema: "trading",
                columns: table => new
                {
                    bot_config_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    status_reason = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    in_position = table.Column<bool>(type: "boolean", nullable: false),
                    entry_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    current_position_size = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    trailing_stop_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    max_price_since_entry = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    take_profit_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    stop_loss_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    daily_pnl = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                    daily_trades_count = table.Column<int>(type: "integer", nullable: false),
                    last_run_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error_message = table.Column<string>(type: "text", nullable: true),
                    last_updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bot_states", x => x.bot_config_id);
                    table.CheckConstraint("ck_bot_states_daily_trades_count", "daily_trades_count >= 0");
                    table.CheckConstraint("ck_bot_states_status", "\"status\" IN ('stopped', 'pending', 'running', 'waiting', 'paused', 'error')");
                    table.ForeignKey(
                        name: "fk_bot_states_bot_configs_bot_config_id",
                        column: x => x.bot_config_id,
                        principalSchema: "trading",
                        principalTable: "bot_configs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bot_configs_user_id_is_active",
                schema: "trading",
                table: "bot_configs",
                columns: new[] { "user_id", "is_active" });

            migrationBuilder.CreateIndex(
                name: "ix_bot_states_status",
                schema: "trading",
                table: "bot_states",
                column: "status");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bot_states",
                schema: "trading");

            migrationBuilder.DropTable(
                name: "bot_configs",
                schema: "trading");
        }
    }
}
