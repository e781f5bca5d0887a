using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A procedure that commits by itself and leaves nothing from which its end could be told.</summary>
public sealed class UndecidedContext(DbContextOptions<UndecidedContext> options) : TestContext(options);

[DbContext(typeof(UndecidedContext))]
[Migration("20260101000001_Call")]
public sealed class UndecidedCall : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE calls (id int); CREATE PROCEDURE note() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO calls VALUES (1); COMMIT; END $$");
        migrationBuilder.Sql("CALL note()", suppressTransaction: true);
    }
}
