using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Five migrations, of which the third throws away whatever the session has prepared.</summary>
public sealed class DeallocateContext(DbContextOptions<DeallocateContext> options) : TestContext(options);

[DbContext(typeof(DeallocateContext))]
[Migration("20260101000001_One")]
public sealed class DeallocateOne : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE one (id int)");
}

[DbContext(typeof(DeallocateContext))]
[Migration("20260101000002_Two")]
public sealed class DeallocateTwo : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE two (id int)");
}

[DbContext(typeof(DeallocateContext))]
[Migration("20260101000003_Deallocate")]
public sealed class DeallocateThree : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DEALLOCATE ALL");
}

[DbContext(typeof(DeallocateContext))]
[Migration("20260101000004_Four")]
public sealed class DeallocateFour : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE four (id int)");
}

[DbContext(typeof(DeallocateContext))]
[Migration("20260101000005_Five")]
public sealed class DeallocateFive : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE five (id int)");
}
