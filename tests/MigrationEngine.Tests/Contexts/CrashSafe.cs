using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Every kind of step that the safe generator makes of ordinary operations.</summary>
[DbContext(typeof(CrashContext))]
[Migration(CrashContext.Safe)]
public sealed class CrashSafe : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE FUNCTION crash.seven() RETURNS int LANGUAGE sql AS 'SELECT 7'");
        migrationBuilder.AddColumn<int>("lucky", "ledger", "integer", schema: "crash", nullable: false, defaultValueSql: "crash.seven()");
        migrationBuilder.AddColumn<int>("happy", "ledger", "integer", schema: "crash", nullable: true, defaultValueSql: "crash.seven()");
        migrationBuilder.AlterColumn<string>("note", "ledger", "text", schema: "crash", nullable: false, defaultValue: "", oldClrType: typeof(string), oldType: "text", oldNullable: true);
        migrationBuilder.AddUniqueConstraint("uq_ledger_note", "ledger", "note", "crash");
        migrationBuilder.AddForeignKey("fk_ledger_ledger", "ledger", "id", "ledger", "crash", "crash", "id");
        migrationBuilder.AddCheckConstraint("ck_ledger_lucky", "ledger", "lucky > 0", "crash");
        migrationBuilder.CreateIndex("ix_ledger_lucky", "ledger", "lucky", "crash");
        migrationBuilder.CreateIndex("ix_parts_id", "parts", "id", "crash");
        migrationBuilder.DropIndex("ux_ledger_note", "ledger", "crash");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("ux_ledger_note", "ledger", "note", "crash", unique: true);
        migrationBuilder.DropIndex("ix_parts_id", "parts", "crash");
        migrationBuilder.DropIndex("ix_ledger_lucky", "ledger", "crash");
        migrationBuilder.DropCheckConstraint("ck_ledger_lucky", "ledger", "crash");
        migrationBuilder.DropForeignKey("fk_ledger_ledger", "ledger", "crash");
        migrationBuilder.DropUniqueConstraint("uq_ledger_note", "ledger", "crash");
        migrationBuilder.AlterColumn<string>("note", "ledger", "text", schema: "crash", nullable: true, oldClrType: typeof(string), oldType: "text", oldDefaultValue: "");
        migrationBuilder.DropColumn("happy", "ledger", "crash");
        migrationBuilder.DropColumn("lucky", "ledger", "crash");
        migrationBuilder.Sql("DROP FUNCTION crash.seven()");
    }
}
