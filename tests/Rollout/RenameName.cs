#if RENAMED
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Rollout;

[DbContext(typeof(Desk))]
[Migration("20260101000002_AddDisplayName")]
internal sealed class AddDisplayName : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("display_name", "traders", "text", schema: "desk", nullable: true);
        migrationBuilder.StartDualWrites("name", "desk", "traders", new DualWrite("name", "display_name"));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.StopDualWrites("name", "desk", "traders");
        migrationBuilder.DropColumn("display_name", "traders", "desk");
    }
}

[DbContext(typeof(Desk))]
[Migration("20260101000003_DropName")]
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("traders-display-name")]
internal sealed class DropName : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.StopDualWrites("name", "desk", "traders");
        migrationBuilder.DropColumn("name", "traders", "desk");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("name", "traders", "text", schema: "desk", nullable: true);
}
#endif
