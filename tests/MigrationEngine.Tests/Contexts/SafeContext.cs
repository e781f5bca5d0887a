using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#pragma warning disable CA1861 // A migration runs once.

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>An ordinary migration of every kind that the safe generator rewrites, on tables with rows.</summary>
public sealed class SafeContext(DbContextOptions<SafeContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_Create";
    public const string Change = "20260101000002_Change";
}

/// <summary>The same migrations, every rewrite opted out of.</summary>
public sealed class PlainFormContext(DbContextOptions<PlainFormContext> options) : TestContext(options);

[DbContext(typeof(SafeContext))]
[Migration(SafeContext.Create)]
public sealed class SafeCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => SafeChanges.Create(migrationBuilder);

    protected override void Down(MigrationBuilder migrationBuilder) => SafeChanges.Drop(migrationBuilder);
}

[DbContext(typeof(SafeContext))]
[Migration(SafeContext.Change)]
public sealed class SafeChange : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => SafeChanges.Up(migrationBuilder);

    protected override void Down(MigrationBuilder migrationBuilder) => SafeChanges.Down(migrationBuilder);
}

[DbContext(typeof(PlainFormContext))]
[Migration(SafeContext.Create)]
public sealed class PlainFormCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => SafeChanges.Create(migrationBuilder);

    protected override void Down(MigrationBuilder migrationBuilder) => SafeChanges.Drop(migrationBuilder);
}

[DbContext(typeof(PlainFormContext))]
[Migration(SafeContext.Change)]
public sealed class PlainFormChange : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        SafeChanges.ExemptAll(migrationBuilder);
        SafeChanges.Up(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        SafeChanges.ExemptAll(migrationBuilder);
        SafeChanges.Down(migrationBuilder);
    }
}
