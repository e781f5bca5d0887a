using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace TradingPlatform.Rollout;

[DbContext(typeof(Desk))]
[Migration("20260101000001_CreateTraders")]
internal sealed class CreateTraders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema("desk");
        migrationBuilder.CreateTable(
            "traders",
            table => new
            {
                id = table.Column<long>("bigint", nullable: false).Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                name = table.Column<string>("text", nullable: false),
            },
            "desk",
            table => table.PrimaryKey("pk_traders", row => row.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("traders", "desk");
}
