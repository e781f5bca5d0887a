using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>The second migration holds an ACCESS EXCLUSIVE lock while it waits for an advisory lock that a test can hold.</summary>
public sealed class SlowContext(DbContextOptions<SlowContext> options) : TestContext(options)
{
    public const string First = "20260101000001_First";
    public const string Slow = "20260101000002_Slow";

    /// <summary>The advisory lock that stops the migration where it is.</summary>
    public const int Gate = 4711;
}

[DbContext(typeof(SlowContext))]
[Migration(SlowContext.First)]
public sealed class SlowFirst : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE busy (id int)");
}

[DbContext(typeof(SlowContext))]
[Migration(SlowContext.Slow)]
public sealed class SlowSecond : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE busy ADD COLUMN slow int");
        migrationBuilder.Sql("SELECT pg_advisory_xact_lock(4711)");
    }
}
