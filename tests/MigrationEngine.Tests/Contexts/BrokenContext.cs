using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>The second migration fails at its last statement.</summary>
public sealed class BrokenContext(DbContextOptions<BrokenContext> options) : TestContext(options)
{
    public const string Good = "20260101000001_Good";
    public const string Bad = "20260101000002_Bad";
}

[DbContext(typeof(BrokenContext))]
[Migration(BrokenContext.Good)]
public sealed class BrokenGood : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE good (id int)");
}

[DbContext(typeof(BrokenContext))]
[Migration(BrokenContext.Bad)]
public sealed class BrokenBad : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE bad (id int)");
        migrationBuilder.Sql("ALTER TABLE good ADD COLUMN more int");
        migrationBuilder.Sql("ALTER TABLE nowhere ADD COLUMN more int");
    }
}
