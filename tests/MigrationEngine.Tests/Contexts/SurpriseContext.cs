using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A statement that does more than its text tells.</summary>
public sealed class SurpriseContext(DbContextOptions<SurpriseContext> options) : TestContext(options);

[DbContext(typeof(SurpriseContext))]
[Migration("20260101000001_Trap")]
public sealed class SurpriseTrap : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        CREATE TABLE hidden (id int);
        CREATE TABLE told (id int);
        CREATE FUNCTION spring() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN LOCK TABLE hidden IN ACCESS EXCLUSIVE MODE; RETURN NEW; END';
        CREATE TRIGGER trap BEFORE INSERT ON told FOR EACH ROW EXECUTE FUNCTION spring();
        """);
}

[DbContext(typeof(SurpriseContext))]
[Migration("20260101000002_Spring")]
public sealed class SurpriseSpring : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("INSERT INTO told VALUES (1)");
}
