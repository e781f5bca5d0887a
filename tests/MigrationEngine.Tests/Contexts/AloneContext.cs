using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Migrations whose steps stand outside of transactions in every way that there is, in both directions.</summary>
public sealed class AloneContext(DbContextOptions<AloneContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_CreateCounted";
    public const string Alone = "20260101000002_Alone";
    public const string Last = "20260101000003_Last";

    /// <summary>How often each statement has taken effect.</summary>
    public const string Counted = "SELECT coalesce(string_agg(step, ',' ORDER BY step), '') FROM counted";
}

[DbContext(typeof(AloneContext))]
[Migration(AloneContext.Create)]
public sealed class AloneCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE counted (step text NOT NULL)");
        migrationBuilder.Sql("CREATE INDEX ix_old ON counted (step)");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE counted");
}

[DbContext(typeof(AloneContext))]
[Migration(AloneContext.Alone)]
public sealed class AloneSteps : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("INSERT INTO counted VALUES ('1 in a transaction')");
        migrationBuilder.Sql("INSERT INTO counted VALUES ('2 alone')", suppressTransaction: true);
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_new ON counted (step);", suppressTransaction: true);
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY ix_old;", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO counted VALUES ('3 two'); INSERT INTO counted VALUES ('3 statements') -- in one", suppressTransaction: true);
        migrationBuilder.Sql("VACUUM counted", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO counted VALUES ('4 in a transaction')");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY public.ix_new", suppressTransaction: true);
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_old ON public.counted (step)", suppressTransaction: true);
        migrationBuilder.Sql("DELETE FROM counted", suppressTransaction: true);
    }
}

[DbContext(typeof(AloneContext))]
[Migration(AloneContext.Last)]
public sealed class AloneLast : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("INSERT INTO counted VALUES ('5 last')");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DELETE FROM counted WHERE step = '5 last'");
}
