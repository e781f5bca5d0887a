using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Two users may call a tag the same. Applications that look for a tag by its name alone have to be gone.</summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationOldestBuild("20260101000042_TagOwnership")]
public partial class TagOwnershipContract : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ux_tags_name",
            schema: "workspace",
            table: "tags");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        // Of tags with one name the first keeps it, and the others get their id behind theirs: names are unique among all users again.
        migrationBuilder.UpdateInBatches(
            table: "tags",
            schema: "workspace",
            set: "name = left(name, 13) || ' ' || id",
            where: "(name, id) NOT IN (SELECT DISTINCT ON (o.name) o.name, o.id FROM workspace.tags o ORDER BY o.name, o.id)");

        migrationBuilder.CreateIndex(
            name: "ux_tags_name",
            schema: "workspace",
            table: "tags",
            column: "name",
            unique: true);
    }
}
