using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>
/// Two branches from one root, joined and continued. Every migration but the root adds a number of its own outside of a transaction and its
/// way back takes it away, so that the sum tells which of them are applied, and whether one ran twice.
/// </summary>
public sealed class WalkContext(DbContextOptions<WalkContext> options) : TestContext(options)
{
    public const string Root = "20260101000001_Root";
    public const string LeftOne = "20260101000002_LeftOne";
    public const string RightOne = "20260101000003_RightOne";
    public const string LeftTwo = "20260101000004_LeftTwo";
    public const string RightTwo = "20260101000005_RightTwo";
    public const string Join = "20260101000006_Join";
    public const string Tail = "20260101000007_Tail";

    /// <summary>The migrations whose number is part of the sum, lowest bit first.</summary>
    public static readonly IReadOnlyList<string> Numbered = [LeftOne, RightOne, LeftTwo, RightTwo, Join, Tail];

    /// <summary>Outside of a transaction, so that only the journal stands between it and a second time.</summary>
    public static void Add(MigrationBuilder migrationBuilder, string migration, string sign)
    {
        var number = 1 << Numbered.ToList().IndexOf(migration);
        migrationBuilder.Sql(FormattableString.Invariant($"UPDATE walk.total SET n = n {sign} {number}"), suppressTransaction: true);
    }
}

[DbContext(typeof(WalkContext))]
[Migration(WalkContext.Root)]
[MigrationParents]
public sealed class WalkRoot : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE SCHEMA walk; CREATE TABLE walk.total (n int NOT NULL); INSERT INTO walk.total VALUES (0)");
        migrationBuilder.Sql("CREATE TABLE walk.lefts (id int); CREATE TABLE walk.rights (id int)");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP TABLE walk.lefts, walk.rights, walk.total; DROP SCHEMA walk");
}

[DbContext(typeof(WalkContext))]
[Migration(WalkContext.LeftOne)]
[MigrationParents(WalkContext.Root)]
public sealed class WalkLeftOne : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE walk.lefts ADD COLUMN one int");
        WalkContext.Add(migrationBuilder, WalkContext.LeftOne, "+");
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_lefts_one ON walk.lefts (one)", suppressTransaction: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY walk.ix_lefts_one", suppressTransaction: true);
        WalkContext.Add(migrationBuilder, WalkContext.LeftOne, "-");
        migrationBuilder.Sql("ALTER TABLE walk.lefts DROP COLUMN one");
    }
}

[DbContext(typeof(WalkContext))]
[Migration(WalkContext.RightOne)]
[MigrationParents(WalkContext.Root)]
public sealed class WalkRightOne : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_rights_id ON walk.rights (id)", suppressTransaction: true);
        migrationBuilder.Sql("CREATE UNIQUE INDEX CONCURRENTLY ux_rights_id ON walk.rights (id)", suppressTransaction: true);
        WalkContext.Add(migrationBuilder, WalkContext.RightOne, "+");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        WalkContext.Add(migrationBuilder, WalkContext.RightOne, "-");
        migrationBuilder.Sql("DROP INDEX walk.ux_rights_id, walk.ix_rights_id");
    }
}

[DbContext(typeof(WalkContext))]
[Migration(WalkContext.LeftTwo)]
[MigrationParents(WalkContext.LeftOne)]
public sealed class WalkLeftTwo : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        WalkContext.Add(migrationBuilder, WalkContext.LeftTwo, "+");
        migrationBuilder.Sql("ALTER TABLE walk.lefts ADD COLUMN two text");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE walk.lefts DROP COLUMN two");
        WalkContext.Add(migrationBuilder, WalkContext.LeftTwo, "-");
    }
}

[DbContext(typeof(WalkContext))]
[Migration(WalkContext.RightTwo)]
[MigrationParents(WalkContext.RightOne)]
public sealed class WalkRightTwo : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE walk.rights ADD COLUMN two text");
        WalkContext.Add(migrationBuilder, WalkContext.RightTwo, "+");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        WalkContext.Add(migrationBuilder, WalkContext.RightTwo, "-");
        migrationBuilder.Sql("ALTER TABLE walk.rights DROP COLUMN two");
    }
}

[DbContext(typeof(WalkContext))]
[Migration(WalkContext.Join)]
[MigrationParents(WalkContext.LeftTwo, WalkContext.RightTwo)]
public sealed class WalkJoin : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        WalkContext.Add(migrationBuilder, WalkContext.Join, "+");
        migrationBuilder.Sql("CREATE VIEW walk.both AS SELECT l.two AS l, r.two AS r FROM walk.lefts l JOIN walk.rights r USING (id)");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP VIEW walk.both");
        WalkContext.Add(migrationBuilder, WalkContext.Join, "-");
    }
}

[DbContext(typeof(WalkContext))]
[Migration(WalkContext.Tail)]
[MigrationParents(WalkContext.Join)]
public sealed class WalkTail : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DROP INDEX CONCURRENTLY walk.ix_lefts_one", suppressTransaction: true);
        WalkContext.Add(migrationBuilder, WalkContext.Tail, "+");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        WalkContext.Add(migrationBuilder, WalkContext.Tail, "-");
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix_lefts_one ON walk.lefts (one)", suppressTransaction: true);
    }
}
