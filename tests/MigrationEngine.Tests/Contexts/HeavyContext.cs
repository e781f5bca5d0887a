using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Each migration but the first writes more than 17 MB: in a transaction, outside of one, and as a concurrent index.</summary>
public sealed class HeavyContext(DbContextOptions<HeavyContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_Create";
    public const string Fill = "20260101000002_Fill";
    public const string Rewrite = "20260101000003_Rewrite";
    public const string Index = "20260101000004_Index";

    /// <summary>Tells whether each of them ran once.</summary>
    public const string Sum = "SELECT coalesce(sum(id), 0) FROM heavy";
}

[DbContext(typeof(HeavyContext))]
[Migration(HeavyContext.Create)]
public sealed class HeavyCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // Neither compressed nor moved out of the table.
        migrationBuilder.Sql("CREATE TABLE heavy (id int, pad text)");
        migrationBuilder.Sql("ALTER TABLE heavy ALTER COLUMN pad SET STORAGE PLAIN");
    }
}

[DbContext(typeof(HeavyContext))]
[Migration(HeavyContext.Fill)]
public sealed class HeavyFill : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("INSERT INTO heavy SELECT g, repeat('x', 1900) || g FROM generate_series(1, 10000) g");
}

[DbContext(typeof(HeavyContext))]
[Migration(HeavyContext.Rewrite)]
public sealed class HeavyRewrite : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("UPDATE heavy SET id = id + 1", suppressTransaction: true);
}

[DbContext(typeof(HeavyContext))]
[Migration(HeavyContext.Index)]
public sealed class HeavyIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_heavy_pad ON heavy (pad)", suppressTransaction: true);
}
