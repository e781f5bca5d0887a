using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Migrations whose steps cannot be committed at once: PostgreSQL keeps a new value of an enum for the next transaction, and one step fails in any case.</summary>
public sealed class TogetherContext(DbContextOptions<TogetherContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_Create";
    public const string Color = "20260101000002_Color";
    public const string Fail = "20260101000003_Fail";
}

[DbContext(typeof(TogetherContext))]
[Migration(TogetherContext.Create)]
public sealed class TogetherCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE SCHEMA together");
        migrationBuilder.Sql("CREATE TYPE together.color AS ENUM ('red')");
        migrationBuilder.Sql("CREATE TABLE together.items (id int, color together.color)");
    }
}

[DbContext(typeof(TogetherContext))]
[Migration(TogetherContext.Color)]
public sealed class TogetherColor : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TYPE together.color ADD VALUE 'blue'");
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_items_color ON together.items (color)", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO together.items VALUES (1, 'blue')");
    }
}

[DbContext(typeof(TogetherContext))]
[Migration(TogetherContext.Fail)]
public sealed class TogetherFail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE together.items ADD name text");
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_items_name ON together.items (name)", suppressTransaction: true);
        migrationBuilder.Sql("UPDATE together.nowhere SET name = ''");
    }
}
