using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A migration of three steps and one of a single step that note at the end of each, when it is committed, whether the commit waits for the disk, and how many processors an index may take.</summary>
public sealed class DiskContext(DbContextOptions<DiskContext> options) : TestContext(options);

[DbContext(typeof(DiskContext))]
[Migration("20260101000001_Noted")]
public sealed class NotedMigration : Migration
{
    internal const string Note = "INSERT INTO noted DEFAULT VALUES";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            """
            CREATE TABLE noted (step int GENERATED ALWAYS AS IDENTITY, waits text, workers text);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE noted SET waits = current_setting('synchronous_commit'), workers = current_setting('max_parallel_maintenance_workers') WHERE step = NEW.step;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER note AFTER INSERT ON noted DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note();
            """);
        migrationBuilder.Sql(Note);
        migrationBuilder.Sql(Note, suppressTransaction: true);
        migrationBuilder.Sql(Note);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE noted; DROP FUNCTION note()");
}

[DbContext(typeof(DiskContext))]
[Migration("20260101000002_NotedAgain")]
public sealed class NotedAgainMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(NotedMigration.Note);
}
