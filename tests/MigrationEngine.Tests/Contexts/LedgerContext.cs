using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Another context in the database of the <see cref="ShopContext"/>, by a team that chose the same id for its first migration.</summary>
public sealed class LedgerContext(DbContextOptions<LedgerContext> options) : TestContext(options)
{
    public const string First = ShopContext.CreateItems;
    public const string Stops = "20260101000002_Stops";
}

[DbContext(typeof(LedgerContext))]
[Migration(LedgerContext.First)]
public sealed class LedgerFirst : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE ledger (id int)");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("ledger");
}

/// <summary>Stops half-done where there is no table <c>permit</c>.</summary>
[DbContext(typeof(LedgerContext))]
[Migration(LedgerContext.Stops)]
public sealed class LedgerStops : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("INSERT INTO ledger VALUES (1)", suppressTransaction: true);
        migrationBuilder.Sql("INSERT INTO ledger SELECT 2 FROM permit");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DELETE FROM ledger");
}
