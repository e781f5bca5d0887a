using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// Trades become a ledger: by which algorithm, from where, whether made up by reconciliation, whether another took its place. The backfills
/// trades-strategies and trades-realized-pnl fill in what orders and bots know of the trades of before.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class TradesLedger : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "source",
            schema: "execution",
            table: "trades",
            type: "text",
            nullable: false,
            defaultValue: "broker");

        migrationBuilder.AddColumn<string>(
            name: "strategy_id",
            schema: "execution",
            table: "trades",
            type: "character varying(100)",
            maxLength: 100,
            nullable: true);

        migrationBuilder.AddColumn<bool>(
            name: "superseded",
            schema: "execution",
            table: "trades",
            type: "boolean",
            nullable: false,
            defaultValue: false);

        migrationBuilder.AddColumn<bool>(
            name: "synthetic",
            schema: "execution",
            table: "trades",
            type: "boolean",
            nullable: false,
            defaultValue: false);

        migrationBuilder.CreateIndex(
            name: "ix_trades_strategy_id_executed_at",
            schema: "execution",
            table: "trades",
            columns: new[] { "strategy_id", "executed_at" },
            descending: new[] { false, true });

        migrationBuilder.AddCheckConstraint(
            name: "ck_trades_source",
            schema: "execution",
            table: "trades",
            sql: "\"source\" IN ('broker', 'reconciliation', 'manual', 'simulation')");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ix_trades_strategy_id_executed_at",
            schema: "execution",
            table: "trades");

        migrationBuilder.DropCheckConstraint(
            name: "ck_trades_source",
            schema: "execution",
            table: "trades");

        migrationBuilder.DropColumn(
            name: "source",
            schema: "execution",
            table: "trades");

        migrationBuilder.DropColumn(
            name: "strategy_id",
            schema: "execution",
            table: "trades");

        migrationBuilder.DropColumn(
            name: "superseded",
            schema: "execution",
            table: "trades");

        migrationBuilder.DropColumn(
            name: "synthetic",
            schema: "execution",
            table: "trades");
    }
}
