using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// A tag's name becomes its owner's: unique for each user, where it was unique among all. The wider index is built beside the narrower one, which
/// TagOwnershipContract drops. The index on the owner alone is the beginning of the new one.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class TagOwnership : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex(
            name: "ux_tags_user_id_name",
            schema: "workspace",
            table: "tags",
            columns: new[] { "user_id", "name" },
            unique: true);

        migrationBuilder.DropIndex(
            name: "ix_tags_user_id",
            schema: "workspace",
            table: "tags");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex(
            name: "ix_tags_user_id",
            schema: "workspace",
            table: "tags",
            column: "user_id");

        migrationBuilder.DropIndex(
            name: "ux_tags_user_id_name",
            schema: "workspace",
            table: "tags");
    }
}
