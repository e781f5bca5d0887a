using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#pragma warning disable CA1861 // A migration runs once.

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A rename, a change of type and a derived value over an expand and a contract migration.</summary>
public sealed class WindowContext(DbContextOptions<WindowContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_Create";
    public const string Expand = "20260101000002_Expand";
    public const string Contract = "20260101000003_Contract";

    internal const string ToNew = "CASE WHEN is_active THEN 'active' ELSE 'suspended' END";

    internal static void Start(MigrationBuilder migrationBuilder) => migrationBuilder.StartDualWrites(
        "person_window", "shop", "people",
        new DualWrite("name", "display_name"),
        new DualWrite("quantity", "quantity_wide"),
        new DualWrite("is_active", "status") { ToNew = ToNew, ToOld = "status = 'active'" });

    internal static void Stop(MigrationBuilder migrationBuilder) => migrationBuilder.StopDualWrites("person_window", "shop", "people");
}

[DbContext(typeof(WindowContext))]
[Migration(WindowContext.Create)]
public sealed class WindowCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("shop");
        migrationBuilder.CreateTable(
            "people",
            table => new
            {
                id = table.Column<int>("integer"),
                name = table.Column<string>("character varying(80)"),
                quantity = table.Column<int>("integer"),
                is_active = table.Column<bool>("boolean", defaultValue: true),
            },
            "shop",
            table => table.PrimaryKey("pk_people", row => row.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("people", "shop");
}

[DbContext(typeof(WindowContext))]
[Migration(WindowContext.Expand)]
public sealed class WindowExpand : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("display_name", "people", "character varying(80)", schema: "shop", nullable: true);
        migrationBuilder.AddColumn<long>("quantity_wide", "people", "bigint", schema: "shop", nullable: true);
        migrationBuilder.AddColumn<string>("status", "people", "text", schema: "shop", nullable: true);
        WindowContext.Start(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        WindowContext.Stop(migrationBuilder);
        migrationBuilder.DropColumn("display_name", "people", "shop");
        migrationBuilder.DropColumn("quantity_wide", "people", "shop");
        migrationBuilder.DropColumn("status", "people", "shop");
    }
}

/// <summary>Applications of both builds call the wider column <c>quantity</c> from here on.</summary>
[DbContext(typeof(WindowContext))]
[Migration(WindowContext.Contract)]
[MigrationPhase(MigrationPhase.Contract)]
public sealed class WindowContract : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Exempt(LintRuleIds.RenameColumn, "every application calls the column quantity, before and after");
        migrationBuilder.AlterColumn<string>(
            "display_name", "people", "character varying(80)", schema: "shop", nullable: false, oldClrType: typeof(string), oldType: "character varying(80)", oldNullable: true);
        migrationBuilder.AlterColumn<long>("quantity_wide", "people", "bigint", schema: "shop", nullable: false, oldClrType: typeof(long), oldType: "bigint", oldNullable: true);
        migrationBuilder.AlterColumn<string>("status", "people", "text", schema: "shop", nullable: false, oldClrType: typeof(string), oldType: "text", oldNullable: true);
        WindowContext.Stop(migrationBuilder);
        migrationBuilder.DropColumn("name", "people", "shop");
        migrationBuilder.DropColumn("is_active", "people", "shop");
        migrationBuilder.DropColumn("quantity", "people", "shop");
        migrationBuilder.RenameColumn("quantity_wide", "people", "quantity", "shop");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.RenameColumn("quantity", "people", "quantity_wide", "shop");
        migrationBuilder.AddColumn<string>("name", "people", "character varying(80)", schema: "shop", nullable: true);
        migrationBuilder.AddColumn<bool>("is_active", "people", "boolean", schema: "shop", nullable: true, defaultValue: true);
        migrationBuilder.AddColumn<int>("quantity", "people", "integer", schema: "shop", nullable: true);
        WindowContext.Start(migrationBuilder);
        migrationBuilder.UpdateInBatches(
            "people", "shop", "name = display_name, quantity = quantity_wide, is_active = status = 'active'",
            "name IS NULL OR quantity IS NULL OR is_active IS DISTINCT FROM (status = 'active')");
        migrationBuilder.AlterColumn<string>(
            "name", "people", "character varying(80)", schema: "shop", nullable: false, oldClrType: typeof(string), oldType: "character varying(80)", oldNullable: true);
        migrationBuilder.AlterColumn<int>("quantity", "people", "integer", schema: "shop", nullable: false, oldClrType: typeof(int), oldType: "integer", oldNullable: true);
        migrationBuilder.AlterColumn<bool>(
            "is_active", "people", "boolean", schema: "shop", nullable: false, defaultValue: true, oldClrType: typeof(bool), oldType: "boolean", oldNullable: true, oldDefaultValue: true);
        foreach (var column in new[] { "display_name", "status" })
            migrationBuilder.Sql($"ALTER TABLE shop.people ALTER COLUMN {column} DROP NOT NULL");
        migrationBuilder.Sql("ALTER TABLE shop.people ALTER COLUMN quantity_wide DROP NOT NULL");
    }
}
