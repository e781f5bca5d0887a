using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// The key of a position is who holds it and what. One statement puts the index that stands already in the place of the old key: there is no
/// moment without one.
/// </summary>
[MigrationPhase(MigrationPhase.Contract)]
[MigrationBackfills("positions-owners")]
[MigrationOldestBuild("20260101000037_PositionOwners")]
public partial class PositionOwnersContract : Migration
{
    // The key on the symbol alone has room for one of them. The oldest account keeps it.
    private const string NetPositionsOfASymbol = """
        WITH several AS (
            SELECT symbol, (array_agg(user_id ORDER BY user_id))[1] AS keeper, sum(qty) AS qty, sum(unrealized_pl) AS unrealized_pl, sum(realized_pl) AS realized_pl,
                coalesce(sum(abs(qty) * avg_entry_price) / nullif(sum(abs(qty)), 0), 0) AS avg_entry_price
            FROM execution.positions GROUP BY symbol HAVING count(*) > 1
        ), kept AS (
            UPDATE execution.positions p SET qty = s.qty, avg_entry_price = s.avg_entry_price, unrealized_pl = s.unrealized_pl, realized_pl = s.realized_pl
            FROM several s WHERE p.symbol = s.symbol AND p.user_id = s.keeper
        )
        DELETE FROM execution.positions p USING several s WHERE p.symbol = s.symbol AND p.user_id <> s.keeper;
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AlterColumn<Guid>(
            name: "user_id",
            schema: "execution",
            table: "positions",
            type: "uuid",
            nullable: false,
            oldClrType: typeof(Guid),
            oldType: "uuid",
            oldNullable: true);

        migrationBuilder.Sql("ALTER TABLE execution.positions DROP CONSTRAINT pk_positions, ADD CONSTRAINT pk_positions PRIMARY KEY USING INDEX ux_positions_user_id_symbol;");
        LegacyDesk.Stop(migrationBuilder);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Exempt(LintRuleIds.DataChangeInTransaction, "Only symbols that several users hold, and of each but a row a user; it must be there before the index is built.");
        migrationBuilder.Sql(NetPositionsOfASymbol);

        migrationBuilder.CreateIndex(
            name: "ux_positions_symbol",
            schema: "execution",
            table: "positions",
            column: "symbol",
            unique: true);

        migrationBuilder.Sql("ALTER TABLE execution.positions DROP CONSTRAINT pk_positions, ADD CONSTRAINT pk_positions PRIMARY KEY USING INDEX ux_positions_symbol;");

        migrationBuilder.AlterColumn<Guid>(
            name: "user_id",
            schema: "execution",
            table: "positions",
            type: "uuid",
            nullable: true,
            oldClrType: typeof(Guid),
            oldType: "uuid");

        migrationBuilder.CreateIndex(
            name: "ux_positions_user_id_symbol",
            schema: "execution",
            table: "positions",
            columns: new[] { "user_id", "symbol" },
            unique: true);

        LegacyDesk.Start(migrationBuilder);
    }
}
