using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>The market of a backtest: spot for those that there are, as their bots could nothing else.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class BacktestMarketType : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "market_type",
            schema: "research",
            table: "backtests",
            type: "text",
            nullable: false,
            defaultValue: "spot");

        migrationBuilder.AddCheckConstraint(
            name: "ck_backtests_market_type",
            schema: "research",
            table: "backtests",
            sql: "\"market_type\" IN ('spot', 'futures', 'margin')");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropCheckConstraint(
            name: "ck_backtests_market_type",
            schema: "research",
            table: "backtests");

        migrationBuilder.DropColumn(
            name: "market_type",
            schema: "research",
            table: "backtests");
    }
}
