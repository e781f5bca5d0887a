using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#pragma warning disable CA1861 // A migration runs once.

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>An index of a table that is partitioned, and one of its partitions again.</summary>
public sealed class PartsContext(DbContextOptions<PartsContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_Create";
    public const string Index = "20260101000002_Index";
}

[DbContext(typeof(PartsContext))]
[Migration(PartsContext.Create)]
public sealed class PartsCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE SCHEMA parts;
        CREATE TABLE parts.events (id int NOT NULL, kind text NOT NULL) PARTITION BY RANGE (id);
        CREATE TABLE parts."Old events" PARTITION OF parts.events FOR VALUES FROM (0) TO (100);
        CREATE TABLE parts.events_2 PARTITION OF parts.events FOR VALUES FROM (100) TO (200) PARTITION BY LIST (kind);
        CREATE TABLE parts.events_2_a PARTITION OF parts.events_2 FOR VALUES IN ('a');
        CREATE TABLE parts.events_2_b PARTITION OF parts.events_2 FOR VALUES IN ('b');
        INSERT INTO parts.events SELECT g, CASE WHEN g % 2 = 0 THEN 'a' ELSE 'b' END FROM generate_series(0, 199) g;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE parts.events; DROP SCHEMA parts");
}

[DbContext(typeof(PartsContext))]
[Migration(PartsContext.Index)]
public sealed class PartsIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("ux_events_id_kind", "events", ["id", "kind"], "parts", unique: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("ux_events_id_kind", "events", "parts");
}
