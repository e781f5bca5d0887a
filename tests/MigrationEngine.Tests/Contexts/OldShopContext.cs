using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>An older build of the <see cref="ShopContext"/>: it knows only the first migration.</summary>
public sealed class OldShopContext(DbContextOptions<OldShopContext> options) : TestContext(options);

[DbContext(typeof(OldShopContext))]
[Migration(ShopContext.CreateItems)]
public sealed class OldShopCreateItems : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("SELECT 1");
}
