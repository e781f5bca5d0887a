using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Each trade says what it realized, 0 by default. Applications that may leave it open have to be gone, and the trades of before be filled.</summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("trades-realized-pnl", "trades-strategies")]
[MigrationOldestBuild("20260101000039_TradesLedger")]
public partial class RealizedPnlNotNull : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AlterColumn<decimal>(
            name: "realized_pnl",
            schema: "execution",
            table: "trades",
            type: "numeric(18,4)",
            precision: 18,
            scale: 4,
            nullable: false,
            defaultValueSql: "0",
            oldClrType: typeof(decimal),
            oldType: "numeric(18,4)",
            oldPrecision: 18,
            oldScale: 4,
            oldNullable: true);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AlterColumn<decimal>(
            name: "realized_pnl",
            schema: "execution",
            table: "trades",
            type: "numeric(18,4)",
            precision: 18,
            scale: 4,
            nullable: true,
            oldClrType: typeof(decimal),
            oldType: "numeric(18,4)",
            oldPrecision: 18,
            oldScale: 4,
            oldDefaultValueSql: "0");
    }
}
