using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.Testing;

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Index)]
public sealed class BusyIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("ix_trades_account_id", "trades", "account_id", "busy");
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.ForeignKey)]
public sealed class BusyForeignKey : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddForeignKey("fk_trades_accounts", "trades", "account_id", "accounts", "busy", "busy", "id");
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Check)]
public sealed class BusyCheck : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddCheckConstraint("ck_trades_quantity", "trades", "quantity > 0", "busy");
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Unique)]
public sealed class BusyUnique : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddUniqueConstraint("uq_trades_reference", "trades", "reference", "busy");
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.NotNull)]
public sealed class BusyNotNull : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AlterColumn<long>(
        "reference", "trades", "bigint", schema: "busy", nullable: false, oldClrType: typeof(long), oldType: "bigint", oldNullable: true);
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.PrimaryKey)]
public sealed class BusyPrimaryKey : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddPrimaryKey("pk_trades", "trades", "id", "busy");
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Text)]
public sealed class BusyText : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AlterColumn<string>(
        "state", "trades", "text", schema: "busy", nullable: true, oldClrType: typeof(string), oldType: "character varying(20)", oldNullable: true);
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Required)]
public sealed class BusyRequired : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AlterColumn<string>(
        "state", "trades", "text", schema: "busy", nullable: false, defaultValue: "open", oldClrType: typeof(string), oldType: "text", oldNullable: true);
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.ConstantDefault)]
public sealed class BusyConstantDefault : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<int>("lot", "trades", "integer", schema: "busy", nullable: false, defaultValue: 1);
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.VolatileDefault)]
public sealed class BusyVolatileDefault : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<Guid>("token", "trades", "uuid", schema: "busy", nullable: false, defaultValueSql: "gen_random_uuid()");
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.DropIndex)]
public sealed class BusyDropIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("ux_trades_id", "trades", "busy");
}

[DbContext(typeof(BusyContext))]
[Migration(BusyContext.Backfill)]
public sealed class BusyBackfill : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AlterColumn<string>(
        "note", "trades", "text", schema: "busy", nullable: false, defaultValue: "none", oldClrType: typeof(string), oldType: "text", oldNullable: true);
}
