using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Its first migration carries the model that its operations need; its second needs one and has none.</summary>
public sealed class ModelledContext(DbContextOptions<ModelledContext> options) : TestContext(options)
{
    public const string Things = "20260101000001_Things";
    public const string MoreThings = "20260101000002_MoreThings";
}

[DbContext(typeof(ModelledContext))]
[Migration(ModelledContext.Things)]
public sealed class ModelledThings : Migration
{
    protected override void BuildTargetModel(ModelBuilder modelBuilder) => modelBuilder.Entity("Thing", thing =>
    {
        thing.Property<int>("id").UseIdentityByDefaultColumn();
        thing.Property<string>("name").HasColumnType("varchar(7)");
        thing.HasKey("id");
        thing.ToTable("things");
    });

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("things", table => new { id = table.Column<int>("integer"), name = table.Column<string>(nullable: true) });
        migrationBuilder.InsertData("things", ["id", "name"], ["integer", "varchar(7)"], new object[,] { { 1, "one" } });
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("things");
}

[DbContext(typeof(ModelledContext))]
[Migration(ModelledContext.MoreThings)]
public sealed class ModelledMoreThings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.InsertData("things", ["id", "name"], ["integer", "varchar(7)"], new object[,] { { 2, "two" } });

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DeleteData("things", "id", "integer", 2);
}
