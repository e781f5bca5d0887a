using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A rename in phases: a column is added, filled, and the old one dropped; then something else is added that the drop has nothing to do with.</summary>
public sealed class DeskContext(DbContextOptions<DeskContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_CreateDesk";
    public const string Expand = "20260101000002_DisplayName";
    public const string Contract = "20260101000003_DropName";
    public const string Later = "20260101000004_Note";
    public const string Backfill = "desk-display-name";
}

/// <summary>The build before the rename.</summary>
public sealed class OldDeskContext(DbContextOptions<OldDeskContext> options) : TestContext(options);

/// <summary>The build that the rename came with, before the later migration.</summary>
public sealed class MiddleDeskContext(DbContextOptions<MiddleDeskContext> options) : TestContext(options);

/// <summary>A build whose later migration needs the column that the waiting one drops.</summary>
public sealed class ClashingDeskContext(DbContextOptions<ClashingDeskContext> options) : TestContext(options)
{
    public const string Clash = "20260101000005_NameLength";
}

public abstract class DeskCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("desk");
        migrationBuilder.CreateTable(
            "traders",
            table => new { id = table.Column<long>(nullable: false), name = table.Column<string>(type: "text", nullable: true) },
            schema: "desk",
            constraints: table => table.PrimaryKey("pk_traders", row => row.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("traders", "desk");
}

public abstract class DeskExpand : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("display_name", "traders", "text", schema: "desk", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("display_name", "traders", "desk");
}

public abstract class DeskContract : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("name", "traders", "desk");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>("name", "traders", "text", schema: "desk", nullable: true);
}

public abstract class DeskLater : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>("note", "traders", "text", schema: "desk", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("note", "traders", "desk");
}

[DbContext(typeof(OldDeskContext)), Migration(DeskContext.Create)]
public sealed class OldDeskCreate : DeskCreate;

[DbContext(typeof(MiddleDeskContext)), Migration(DeskContext.Create)]
public sealed class MiddleDeskCreate : DeskCreate;

[DbContext(typeof(MiddleDeskContext)), Migration(DeskContext.Expand)]
public sealed class MiddleDeskExpand : DeskExpand;

[DbContext(typeof(MiddleDeskContext)), Migration(DeskContext.Contract), MigrationPhase(MigrationPhase.Contract), MigrationBackfills(DeskContext.Backfill), MigrationOldestBuild(DeskContext.Expand)]
public sealed class MiddleDeskContract : DeskContract;

[DbContext(typeof(DeskContext)), Migration(DeskContext.Create)]
public sealed class NewDeskCreate : DeskCreate;

[DbContext(typeof(DeskContext)), Migration(DeskContext.Expand)]
public sealed class NewDeskExpand : DeskExpand;

[DbContext(typeof(DeskContext)), Migration(DeskContext.Contract), MigrationPhase(MigrationPhase.Contract), MigrationBackfills(DeskContext.Backfill), MigrationOldestBuild(DeskContext.Expand)]
public sealed class NewDeskContract : DeskContract;

[DbContext(typeof(DeskContext)), Migration(DeskContext.Later)]
public sealed class NewDeskLater : DeskLater;

[DbContext(typeof(ClashingDeskContext)), Migration(DeskContext.Create)]
public sealed class ClashingDeskCreate : DeskCreate;

[DbContext(typeof(ClashingDeskContext)), Migration(DeskContext.Expand)]
public sealed class ClashingDeskExpand : DeskExpand;

[DbContext(typeof(ClashingDeskContext)), Migration(DeskContext.Contract), MigrationPhase(MigrationPhase.Contract), MigrationBackfills(DeskContext.Backfill)]
public sealed class ClashingDeskContract : DeskContract;

[DbContext(typeof(ClashingDeskContext)), Migration(DeskContext.Later)]
public sealed class ClashingDeskLater : DeskLater;

[DbContext(typeof(ClashingDeskContext)), Migration(ClashingDeskContext.Clash)]
public sealed class ClashingDeskClash : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddCheckConstraint("ck_traders_name", "traders", "length(name) < 100", "desk");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropCheckConstraint("ck_traders_name", "traders", "desk");
}
