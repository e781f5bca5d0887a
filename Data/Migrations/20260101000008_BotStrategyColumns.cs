using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Which keys a bot trades with and how it decides; what a trade realized. The strategy is required from the start: its constant default
/// fills the bots that there are without writing a row, where TradeBot's column without one failed on the first of them.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class BotStrategyColumns : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>(
            name: "ema_period",
            schema: "trading",
            table: "bot_configs",
            type: "integer",
            nullable: true);

        migrationBuilder.AddColumn<Guid>(
            name: "exchange_api_key_id",
            schema: "trading",
            table: "bot_configs",
            type: "uuid",
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "strategy",
            schema: "trading",
            table: "bot_configs",
            type: "text",
            nullable: false,
            defaultValue: "simple");

        migrationBuilder.CreateIndex(
            name: "ix_bot_configs_exchange_api_key_id",
            schema: "trading",
            table: "bot_configs",
            column: "exchange_api_key_id");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_ema_period",
            schema: "trading",
            table: "bot_configs",
            sql: "ema_period > 0");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_strategy",
            schema: "trading",
            table: "bot_configs",
            sql: "\"strategy\" IN ('simple', 'ema')");

        migrationBuilder.AddCheckConstraint(
            name: "ck_bot_configs_strategy_ema_period",
            schema: "trading",
            table: "bot_configs",
            sql: "strategy <> 'ema' OR ema_period IS NOT NULL");

        migrationBuilder.AddForeignKey(
            name: "fk_bot_configs_exchange_api_keys_exchange_api_key_id",
            schema: "trading",
            table: "bot_configs",
            column: "exchange_api_key_id",
            principalSchema: "trading",
            principalTable: "exchange_api_keys",
            principalColumn: "id",
            onDelete: ReferentialAction.SetNull);

        migrationBuilder.AddColumn<decimal>(
            name: "realized_pnl",
            schema: "execution",
            table: "trades",
            type: "numeric(18,4)",
            precision: 18,
            scale: 4,
            nullable: true);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn(
            name: "realized_pnl",
            schema: "execution",
            table: "trades");

        migrationBuilder.DropForeignKey(
            name: "fk_bot_configs_exchange_api_keys_exchange_api_key_id",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropIndex(
            name: "ix_bot_configs_exchange_api_key_id",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_ema_period",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_strategy",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropCheckConstraint(
            name: "ck_bot_configs_strategy_ema_period",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "ema_period",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "exchange_api_key_id",
            schema: "trading",
            table: "bot_configs");

        migrationBuilder.DropColumn(
            name: "strategy",
            schema: "trading",
            table: "bot_configs");
    }
}
