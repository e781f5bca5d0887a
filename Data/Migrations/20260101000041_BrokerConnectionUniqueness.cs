using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// A user may come to have one connection at each broker instead of one altogether: the wider index is built beside the narrower one, which
/// BrokerConnectionUniquenessContract drops once nobody counts on it. At no moment is there none.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class BrokerConnectionUniqueness : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex(
            name: "ux_broker_connections_user_id_broker",
            schema: "trading",
            table: "broker_connections",
            columns: new[] { "user_id", "broker" },
            unique: true);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ux_broker_connections_user_id_broker",
            schema: "trading",
            table: "broker_connections");
    }
}
