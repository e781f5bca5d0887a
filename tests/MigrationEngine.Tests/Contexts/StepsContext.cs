using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>One migration of four steps, of which the third works only once a table <c>permit</c> exists.</summary>
public sealed class StepsContext(DbContextOptions<StepsContext> options) : TestContext(options)
{
    public const string Steps = "20260101000001_Steps";
}

[DbContext(typeof(StepsContext))]
[Migration(StepsContext.Steps)]
public sealed class StepsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE counted (step int)");
        migrationBuilder.Sql("INSERT INTO counted VALUES (2)", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO counted SELECT 3 FROM permit", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO counted VALUES (4)");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE counted");
}

/// <summary>Another build of the <see cref="StepsContext"/>, with other SQL under the same id.</summary>
public sealed class ChangedStepsContext(DbContextOptions<ChangedStepsContext> options) : TestContext(options);

[DbContext(typeof(ChangedStepsContext))]
[Migration(StepsContext.Steps)]
public sealed class ChangedStepsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE counted (step int)");
        migrationBuilder.Sql("INSERT INTO counted VALUES (22)", suppressTransaction: true);
    }
}

/// <summary>Another build of the <see cref="StepsContext"/> that repaired the step that fails, and those after it.</summary>
public sealed class RepairedStepsContext(DbContextOptions<RepairedStepsContext> options) : TestContext(options);

[DbContext(typeof(RepairedStepsContext))]
[Migration(StepsContext.Steps)]
public sealed class RepairedStepsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE counted (step int)");
        migrationBuilder.Sql("INSERT INTO counted VALUES (2)", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO counted VALUES (33)", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO counted VALUES (44)");
        migrationBuilder.Sql("INSERT INTO counted VALUES (55)");
    }
}
