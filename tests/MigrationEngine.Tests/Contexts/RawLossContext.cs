using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Goes back by raw SQL that nobody can count.</summary>
public sealed class RawLossContext(DbContextOptions<RawLossContext> options) : TestContext(options);

[DbContext(typeof(RawLossContext))]
[Migration("20260101000001_Prices")]
public sealed class RawLossPrices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE prices (price numeric)");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE prices");
}

[DbContext(typeof(RawLossContext))]
[Migration("20260101000002_Rounded")]
public sealed class RawLossRounded : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("SELECT 1");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("UPDATE prices SET price = round(price)");
}

/// <summary>Goes forward by raw SQL of which nobody can tell what it deletes.</summary>
public sealed class UnknownLossContext(DbContextOptions<UnknownLossContext> options) : TestContext(options);

[DbContext(typeof(UnknownLossContext))]
[Migration("20260101000001_Prices")]
public sealed class UnknownLossPrices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE prices (price numeric)");
}

[DbContext(typeof(UnknownLossContext))]
[Migration("20260101000002_Cleaned")]
public sealed class UnknownLossCleaned : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DO $$ BEGIN DELETE FROM prices; END $$");
}
