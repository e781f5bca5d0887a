using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A base and two branches, each of which Alembic knew under a revision of its own.</summary>
public sealed class AlembicContext(DbContextOptions<AlembicContext> options) : TestContext(options)
{
    public const string Trunk = "20260101000001_Trunk";
    public const string Left = "20260101000002_Left";
    public const string Right = "20260101000003_Right";
}

[DbContext(typeof(AlembicContext))]
[Migration(AlembicContext.Trunk)]
[MigrationParents]
public sealed class AlembicTrunk : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE trunk (id int)");
}

[DbContext(typeof(AlembicContext))]
[Migration(AlembicContext.Left)]
[MigrationParents(AlembicContext.Trunk)]
[AlembicRevision("a1b2")]
public sealed class AlembicLeft : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE left_side (id int)");
}

[DbContext(typeof(AlembicContext))]
[Migration(AlembicContext.Right)]
[MigrationParents(AlembicContext.Trunk)]
[AlembicRevision("d24e")]
[AlembicRevision("d24f")]
public sealed class AlembicRight : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE right_side (id int)");
}
