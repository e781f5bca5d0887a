using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Testing;

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Expand)]
public sealed class BusyExpand : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("quantity_wide", "trades", "bigint", schema: "busy", nullable: true);
        migrationBuilder.StartDualWrites("trade_quantity", "busy", "trades", new DualWrite("quantity", "quantity_wide"));
    }
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Contract)]
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills(BusyTypeChange.BackfillName)]
public sealed class BusyContract : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Exempt(LintRuleIds.RenameColumn, "every client calls the column quantity, before and after");
        migrationBuilder.AlterColumn<long>("quantity_wide", "trades", "bigint", schema: "busy", nullable: false, oldClrType: typeof(long), oldType: "bigint", oldNullable: true);
        migrationBuilder.AddCheckConstraint("ck_trades_quantity_wide", "trades", "quantity_wide > 0", "busy");
        migrationBuilder.StopDualWrites("trade_quantity", "busy", "trades");
        migrationBuilder.DropColumn("quantity", "trades", "busy");
        migrationBuilder.RenameColumn("quantity_wide", "trades", "quantity", "busy");
    }
}
