using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>The second migration builds two indexes concurrently and then fails.</summary>
public sealed class UndoContext(DbContextOptions<UndoContext> options) : TestContext(options)
{
    public const string First = "20260101000001_First";
    public const string Second = "20260101000002_Second";
}

[DbContext(typeof(UndoContext))]
[Migration(UndoContext.First)]
public sealed class UndoFirst : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE TABLE doubles AS SELECT g AS a, 1 AS b FROM generate_series(1, 2) g");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE doubles");
}

[DbContext(typeof(UndoContext))]
[Migration(UndoContext.Second)]
public sealed class UndoSecond : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_doubles_a ON doubles (a)", suppressTransaction: true);
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_doubles_ab ON doubles (a, b)", suppressTransaction: true);
        migrationBuilder.Sql("CREATE UNIQUE INDEX CONCURRENTLY ux_doubles_b ON doubles (b)", suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP INDEX ix_doubles_a, ix_doubles_ab, ux_doubles_b");
}
