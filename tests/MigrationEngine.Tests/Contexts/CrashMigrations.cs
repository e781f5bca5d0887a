using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#pragma warning disable CA1861 // A migration runs once.

namespace TradingPlatform.MigrationEngine.Tests;

[DbContext(typeof(CrashContext))]
[Migration(CrashContext.Create)]
public sealed class CrashCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE SCHEMA crash; CREATE TYPE crash.mood AS ENUM ('calm')");
        migrationBuilder.Sql("CREATE TABLE crash.ledger (id int CONSTRAINT pk_ledger PRIMARY KEY, n int NOT NULL, note text)");
        migrationBuilder.Sql("CREATE TABLE crash.parts (id int NOT NULL) PARTITION BY RANGE (id); CREATE TABLE crash.part_one PARTITION OF crash.parts FOR VALUES FROM (0) TO (10)");
        migrationBuilder.Sql("INSERT INTO crash.ledger SELECT g, 0, 'row ' || g FROM generate_series(1, 20) g");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP TABLE crash.ledger, crash.parts");
        migrationBuilder.Sql("DROP TYPE crash.mood; DROP SCHEMA crash");
    }
}

[DbContext(typeof(CrashContext))]
[Migration(CrashContext.Index)]
public sealed class CrashIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE UNIQUE INDEX CONCURRENTLY ux_ledger_note ON crash.ledger (note)", suppressTransaction: true);
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_ledger_n ON crash.ledger (n)", suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY crash.ix_ledger_n", suppressTransaction: true);
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY crash.ux_ledger_note", suppressTransaction: true);
    }
}

[DbContext(typeof(CrashContext))]
[Migration(CrashContext.Count)]
public sealed class CrashCount : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("UPDATE crash.ledger SET n = n + 1", suppressTransaction: true);
        migrationBuilder.Sql("ALTER TYPE crash.mood ADD VALUE IF NOT EXISTS 'wild'", suppressTransaction: true);
        migrationBuilder.Sql("UPDATE crash.ledger SET n = n + 10");
        migrationBuilder.Sql("INSERT INTO crash.ledger VALUES (100, 100, 'once')", suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DELETE FROM crash.ledger WHERE id = 100", suppressTransaction: true);
        migrationBuilder.Sql("UPDATE crash.ledger SET n = n - 11", suppressTransaction: true);
    }
}

[DbContext(typeof(CrashContext))]
[Migration(CrashContext.Maintain)]
public sealed class CrashMaintain : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE crash.ledger ADD COLUMN more int");
        migrationBuilder.Sql("VACUUM crash.ledger; REINDEX INDEX CONCURRENTLY crash.ix_ledger_n;", suppressTransaction: true);
        migrationBuilder.Sql("UPDATE crash.ledger SET more = n");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("VACUUM crash.ledger", suppressTransaction: true);
        migrationBuilder.Sql("ALTER TABLE crash.ledger DROP COLUMN more");
    }
}

[DbContext(typeof(CrashContext))]
[Migration(CrashContext.Detach)]
public sealed class CrashDetach : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("ALTER TABLE crash.parts DETACH PARTITION crash.part_one CONCURRENTLY", suppressTransaction: true);

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE crash.parts ATTACH PARTITION crash.part_one FOR VALUES FROM (0) TO (10)");
        migrationBuilder.Sql("ALTER TABLE crash.part_one DROP CONSTRAINT IF EXISTS part_one_id_check");
    }
}

[DbContext(typeof(CrashContext))]
[Migration(CrashContext.Drop)]
public sealed class CrashDrop : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY crash.ix_ledger_n", suppressTransaction: true);
        migrationBuilder.Sql("UPDATE crash.ledger SET n = n * 2", suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("UPDATE crash.ledger SET n = n / 2", suppressTransaction: true);
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_ledger_n ON crash.ledger (n)", suppressTransaction: true);
    }
}
