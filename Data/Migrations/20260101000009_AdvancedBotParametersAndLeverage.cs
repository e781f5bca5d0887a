using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Eleven advanced settings of a bot, and its leverage. Every default is a constant: the bots that there are show it without one of
/// their rows being written.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class AdvancedBotParametersAndLeverage : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>(
            name: "auto_transfer_funds",
            schema: "trading",
            table: "bot_configs",
            type: "boolean",
            nullable: false,
            defaultValue: true);

        migrationBuilder.AddColumn<int>(
            name: "custom_ema_fast",
            schema: "trading",
            table: "bot_configs",
            type: "integer",
            nullable: false,
            defaultValue: 8);

        migrationBuilder.AddColumn<int>(
            name: "custom_ema_slow",
            schema: "trading",
            table: "bot_configs",
            type: "integer",
            nullable: false,
            defaultValue: 21);

        migrationBuilder.AddColumn<int>(
            name: "custom_rsi_overbought",
            schema: "trading",
            table: "bot_configs",
            type: "integer",
            nullable: false,
            defaultValue: 65);

        migrationBuilder.AddColumn<int>(
            name: "custom_rsi_oversold",
            schema: "trading",
            table: "bot_configs",
            type: "integer",
            nullable: false,
            defaultValue: 35);

        migrationBuilder.AddColumn<int>(
            name: "custom_rsi_period",
            schema: "trading",
            table: "bot_configs",
            type: "integer",
            nullable: false,
            defaultValue: 7);

        migrationBuilder.AddColumn<decimal>(
            name: "custom_stop_loss",
            schema: "trading",
            table: "bot_configs",
            type: "numeric(28,10)",
            precision: 28,
            scale: 10,
            nullable: false,
            defaultValue: 0.5m);

        migrationBuilder.AddColumn<decimal>(
            name: "custom_take_profit",
            schema: "trading",
            table: "bot_configs",
            type: "numeric(28,10)",
            precision: 28,
            scale: 10,
            nullable: false,
            defaultValue: 1.5m);

        migrationBuilder.AddColumn<decimal>(
            name: "custom_trailing_stop",
            schema: "trading",
            table: "bot_configs",
            type: "numeric(28,10)",
            precision: 28,
            scale: 10,
            nullable: false,
            defaultValue: 0.3m);

        migrationBuilder.AddColumn<int>(
            name: "leverage",
            schema: "trading",
            table: "bot_configs",
            type: "integer",
            nullable: false,
            defaultValue: 10);

        migrationBuilder.AddColumn<string>(
            name: "position_type",
            schema: "trading",
            table: "bot_configs",
            type: "text",
            nullable: false,
            defaultValue: "spot");

        migrationBuilder.AddColumn<decimal>(
            name: "transfer_amount",
            schema: "trading",
            table: "bot_configs",
            type: "numeric(18,4)",
            precision: 18,
            scale: 4,
            nullable: true);

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_custom_ema",
            schema: "trading",
            table: "bot_configs",
            sql: "custom_ema_fast > 0 AND custom_ema_fast < custom_ema_slow");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_custom_exits",
            schema: "trading",
            table: "bot_configs",
            sql: "custom_stop_loss > 0 AND custom_take_profit > 0 AND custom_trailing_stop > 0");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_custom_rsi",
            schema: "trading",
            table: "bot_configs",
            sql: "custom_rsi_oversold >= 0 AND custom_rsi_oversold < custom_rsi_overbought AND custom_rsi_overbought <= 100");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_custom_rsi_period",
            schema: "trading",
            table: "bot_configs",
            sql: "custom_rsi_period > 0");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_leverage",
            schema: "trading",
            table: "bot_configs",
            sql: "leverage BETWEEN 1 AND 125");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_position_type",
            schema: "trading",
            table: "bot_configs",
            sql: "\"position_type\" IN ('spot', 'futures')");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_transfer_amount",
            schema: "trading",
            table: "bot_configs",
            sql: "transfer_amount > 0");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_custom_ema",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_custom_exits",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_custom_rsi",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_custom_rsi_period",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_leverage",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_position_type",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_transfer_amount",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "auto_transfer_funds",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_ema_fast",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_ema_slow",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_rsi_overbought",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_rsi_oversold",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_rsi_period",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_stop_loss",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_take_profit",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "custom_trailing_stop",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "leverage",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "position_type",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "transfer_amount",
            schema: "trading",
            table: "bot_configs");
    }
}
