using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Names and statements that mean something else to psql than to the server, or that end what they are quoted in.</summary>
public sealed class HostileContext(DbContextOptions<HostileContext> options) : TestContext(options)
{
    public const string Names = "20260101000001_It's \"quoted\" \\q $sql$ $sql :run_id :'entry'\n\\! false";
    public const string Bodies = "20260101000002_Bodies";
    public const string Alone = "20260101000003_Alone";
}

[DbContext(typeof(HostileContext))]
[Migration(HostileContext.Names)]
public sealed class HostileNames : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("a\\b'c\"d;e:run_id");
        migrationBuilder.CreateTable(
            "\\q\n$sql$;'",
            table => new { id = table.Column<int>(name: ":\"entry\"", nullable: false), text = table.Column<string>("text", nullable: true, defaultValue: "it's\\q\n\\q\n:run_id $sql$") },
            schema: "a\\b'c\"d;e:run_id");
        migrationBuilder.InsertData("\\q\n$sql$;'", [":\"entry\"", "text"], ["integer", "text"], [1, "\\.\n:'entry' $$ $sql1$"], "a\\b'c\"d;e:run_id");
        migrationBuilder.AlterColumn<string>(
            "text", "\\q\n$sql$;'", "text", schema: "a\\b'c\"d;e:run_id", comment: "-- no\n\\q /* comment", oldClrType: typeof(string), oldType: "text", oldNullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("\\q\n$sql$;'", "a\\b'c\"d;e:run_id");
}

[DbContext(typeof(HostileContext))]
[Migration(HostileContext.Bodies)]
public sealed class HostileBodies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE FUNCTION backslashes() RETURNS text LANGUAGE sql AS $$
            SELECT '
            \q
            \! false
            ' || E'\'; \\q' || $sql$ :run_id ; $sql$
            $$
            """);
        migrationBuilder.Sql("CREATE TABLE sliced AS SELECT (ARRAY[1,2,3])[2:done] AS part FROM (SELECT 3 AS done) AS bound -- a comment; with \\q and :run_id");
        migrationBuilder.Sql("/* one /* in \\q another */ ; \n\\q\n */ INSERT INTO sliced VALUES (ARRAY[7]); INSERT INTO sliced VALUES (ARRAY[8]);\n-- the end");
        migrationBuilder.Sql("CREATE RULE twice AS ON INSERT TO sliced DO ALSO (SELECT 1; SELECT 2)");
        migrationBuilder.Sql("-- nothing but a comment");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP TABLE sliced; DROP FUNCTION backslashes()");
}

[DbContext(typeof(HostileContext))]
[Migration(HostileContext.Alone)]
public sealed class HostileAlone : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY \"\\q:run_id\"\"$sql$;'\" ON sliced (part)", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO sliced SELECT (ARRAY[1,2,9])[2:done] FROM (SELECT 3 AS done) AS bound -- \\q", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO sliced SELECT ARRAY[length('\n\\q\n')]", suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY \"\\q:run_id\"\"$sql$;'\"", suppressTransaction: true);
}
