using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Two branches of the code each added a migration to the same start, and nobody has merged them: a build with two heads.</summary>
public sealed class BranchContext(DbContextOptions<BranchContext> options) : TestContext(options)
{
    public const string Start = "20260101000001_Start";
    public const string Left = "20260101000002_Left";
    public const string LeftMore = "20260101000004_LeftMore";
    public const string Right = "20260101000003_Right";
}

/// <summary>The same after the merge.</summary>
public sealed class MergedContext(DbContextOptions<MergedContext> options) : TestContext(options)
{
    public const string Merge = "20260101000005_Merge";
    public const string After = "20260101000006_After";
}

/// <summary>The build of one developer before the merge: only the right branch.</summary>
public sealed class RightContext(DbContextOptions<RightContext> options) : TestContext(options);

/// <summary>A table a migration, named like it.</summary>
public abstract class BranchMigration(string table) : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"CREATE TABLE {table} (id int)");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable(table);
}

[DbContext(typeof(BranchContext))]
[Migration(BranchContext.Start)]
public sealed class BranchStart() : BranchMigration("start");

[DbContext(typeof(BranchContext))]
[Migration(BranchContext.Left)]
public sealed class BranchLeft() : BranchMigration("left_side");

[DbContext(typeof(BranchContext))]
[Migration(BranchContext.LeftMore)]
[MigrationParents(BranchContext.Left)]
public sealed class BranchLeftMore() : BranchMigration("left_more");

[DbContext(typeof(BranchContext))]
[Migration(BranchContext.Right)]
[MigrationParents(BranchContext.Start)]
public sealed class BranchRight() : BranchMigration("right_side");

[DbContext(typeof(MergedContext))]
[Migration(BranchContext.Start)]
public sealed class MergedStart() : BranchMigration("start");

[DbContext(typeof(MergedContext))]
[Migration(BranchContext.Left)]
public sealed class MergedLeft() : BranchMigration("left_side");

[DbContext(typeof(MergedContext))]
[Migration(BranchContext.LeftMore)]
[MigrationParents(BranchContext.Left)]
public sealed class MergedLeftMore() : BranchMigration("left_more");

[DbContext(typeof(MergedContext))]
[Migration(BranchContext.Right)]
[MigrationParents(BranchContext.Start)]
public sealed class MergedRight() : BranchMigration("right_side");

[DbContext(typeof(MergedContext))]
[Migration(MergedContext.Merge)]
[MigrationParents(BranchContext.LeftMore, BranchContext.Right)]
public sealed class MergedMerge : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}

[DbContext(typeof(MergedContext))]
[Migration(MergedContext.After)]
public sealed class MergedAfter() : BranchMigration("after_merge");

[DbContext(typeof(RightContext))]
[Migration(BranchContext.Start)]
public sealed class RightStart() : BranchMigration("start");

[DbContext(typeof(RightContext))]
[Migration(BranchContext.Right)]
public sealed class RightRight() : BranchMigration("right_side");
