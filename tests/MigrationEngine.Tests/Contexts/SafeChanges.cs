using Microsoft.EntityFrameworkCore.Migrations;

#pragma warning disable CA1861 // A migration runs once.

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>The operations of the <see cref="SafeContext"/> and of its plain twin.</summary>
internal static class SafeChanges
{
    public const string Schema = "busy";

    /// <summary>What the rows are once both migrations are applied; the generated values as their number.</summary>
    public const string Rows =
        """
        SELECT string_agg(format('%s %s %s %s', id, state, priority, parent_id), ',' ORDER BY id) || ' ' || count(DISTINCT token) || ' ' || count(DISTINCT ticket)
        FROM busy.orders
        """;

    private static readonly string[] Rules =
    [
        LintRuleIds.CreateIndexBlocking, LintRuleIds.DropIndexBlocking, LintRuleIds.AddForeignKeyValidating, LintRuleIds.AddCheckValidating,
        LintRuleIds.AddUniqueConstraint, LintRuleIds.AddPrimaryKey, LintRuleIds.SetNotNull, LintRuleIds.AddColumnVolatileDefault,
    ];

    public static void ExemptAll(MigrationBuilder builder)
    {
        foreach (var rule in Rules) builder.Exempt(rule, "the tables are small");
    }

    public static void Create(MigrationBuilder builder)
    {
        builder.Sql(
            """
            CREATE SCHEMA busy;
            CREATE TABLE busy.accounts (id int NOT NULL CONSTRAINT pk_accounts PRIMARY KEY, code text);
            INSERT INTO busy.accounts SELECT g, 'account ' || g FROM generate_series(1, 50) g;
            CREATE TABLE busy.orders (id int, account_id int NOT NULL, parent_id int, state text, priority int, note text);
            CREATE INDEX ix_orders_note ON busy.orders (note);
            INSERT INTO busy.orders SELECT g, 1 + g % 50, nullif(g % 5, 0), CASE WHEN g % 3 = 0 THEN 'open' END, nullif(g % 2, 0), 'note' FROM generate_series(1, 500) g;
            """);
    }

    public static void Drop(MigrationBuilder builder) => builder.Sql("DROP TABLE busy.orders, busy.accounts; DROP SCHEMA busy");

    public static void Up(MigrationBuilder builder)
    {
        builder.AlterColumn<string>("state", "orders", "text", schema: Schema, nullable: false, defaultValue: "it's new", oldClrType: typeof(string), oldType: "text", oldNullable: true);
        builder.AlterColumn<int>("priority", "orders", "integer", schema: Schema, nullable: false, defaultValueSql: "1 + 1", comment: "first", oldClrType: typeof(int), oldType: "integer", oldNullable: true);
        builder.AlterColumn<string>("code", "accounts", "text", schema: Schema, nullable: false, oldClrType: typeof(string), oldType: "text", oldNullable: true);
        builder.AddColumn<Guid>("token", "orders", "uuid", schema: Schema, nullable: false, defaultValueSql: "gen_random_uuid()", comment: "secret");
        builder.AddColumn<Guid>("ticket", "orders", "uuid", schema: Schema, nullable: true, defaultValueSql: "gen_random_uuid()");
        builder.AddColumn<int>("weight", "orders", "integer", schema: Schema, nullable: false, defaultValue: 7);
        builder.AddColumn<DateTime>("made", "orders", "timestamptz", schema: Schema, nullable: false, defaultValueSql: "now()");
        builder.AddPrimaryKey("pk_orders", "orders", "id", Schema);
        builder.AddUniqueConstraint("uq_accounts_code", "accounts", "code", Schema);
        builder.AddForeignKey("fk_orders_accounts", "orders", "account_id", "accounts", Schema, Schema, "id", onDelete: ReferentialAction.Cascade);
        builder.AddForeignKey("fk_orders_orders", "orders", "parent_id", "orders", Schema, Schema, "id");
        builder.AddCheckConstraint("ck_orders_weight", "orders", "weight > 0", Schema);
        builder.CreateIndex("ix_orders_made", "orders", ["made", "id"], Schema, filter: "weight > 5", descending: [true, false]);
        builder.CreateIndex("ux_orders_token", "orders", "token", Schema, unique: true);
        builder.DropIndex("ix_orders_note", "orders", Schema);
        builder.CreateTable(
            "fills",
            table => new { id = table.Column<int>("integer"), order_id = table.Column<int>("integer"), token = table.Column<Guid>("uuid", defaultValueSql: "gen_random_uuid()") },
            Schema,
            table =>
            {
                table.PrimaryKey("pk_fills", row => row.id);
                table.ForeignKey("fk_fills_orders", row => row.order_id, "orders", "id", Schema);
            });
        builder.CreateIndex("ix_fills_order_id", "fills", "order_id", Schema);
    }

    public static void Down(MigrationBuilder builder)
    {
        builder.DropTable("fills", Schema);
        builder.CreateIndex("ix_orders_note", "orders", "note", Schema);
        builder.DropIndex("ux_orders_token", "orders", Schema);
        builder.DropIndex("ix_orders_made", "orders", Schema);
        builder.DropCheckConstraint("ck_orders_weight", "orders", Schema);
        builder.DropForeignKey("fk_orders_orders", "orders", Schema);
        builder.DropForeignKey("fk_orders_accounts", "orders", Schema);
        builder.DropUniqueConstraint("uq_accounts_code", "accounts", Schema);
        builder.DropPrimaryKey("pk_orders", "orders", Schema);
        builder.DropColumn("made", "orders", Schema);
        builder.DropColumn("weight", "orders", Schema);
        builder.DropColumn("ticket", "orders", Schema);
        builder.DropColumn("token", "orders", Schema);
        builder.AlterColumn<string>("code", "accounts", "text", schema: Schema, nullable: true, oldClrType: typeof(string), oldType: "text");
        builder.AlterColumn<int>("priority", "orders", "integer", schema: Schema, nullable: true, oldClrType: typeof(int), oldType: "integer", oldDefaultValueSql: "1 + 1", oldComment: "first");
        builder.AlterColumn<string>("state", "orders", "text", schema: Schema, nullable: true, oldClrType: typeof(string), oldType: "text", oldDefaultValue: "it's new");
    }
}
