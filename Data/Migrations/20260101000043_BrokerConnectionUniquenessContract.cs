using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>A user may have a connection at each broker. Applications that look for the one of a user have to be gone.</summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationOldestBuild("20260101000041_BrokerConnectionUniqueness")]
public partial class BrokerConnectionUniquenessContract : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(
            name: "ux_broker_connections_user_id",
            schema: "trading",
            table: "broker_connections");
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Exempt(LintRuleIds.DataChangeInTransaction, "Only connections of users who have several; they must be gone before the index is built.");
        // Ids are made in the order of time: the newest connection of each user stays.
        migrationBuilder.Sql("DELETE FROM trading.broker_connections c USING trading.broker_connections newer WHERE newer.user_id = c.user_id AND newer.id > c.id;");
        migrationBuilder.CreateIndex(
            name: "ux_broker_connections_user_id",
            schema: "trading",
            table: "broker_connections",
            column: "user_id",
            unique: true);
    }
}
