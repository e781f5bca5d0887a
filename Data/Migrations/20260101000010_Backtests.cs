using System;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>The results of strategies that were tried on the past, with dates as dates where TradeBot kept text.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class Backtests : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "backtests",
            schema: "research",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                symbol = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                interval = table.Column<string>(type: "text", nullable: false),
                start_date = table.Column<DateOnly>(type: "date", nullable: false),
                end_date = table.Column<DateOnly>(type: "date", nullable: false),
                parameters = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'{}'::jsonb"),
                initial_capital = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                final_capital = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                total_return = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                win_rate = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                total_fees = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: false),
                avg_profit = table.Column<decimal>(type: "numeric(18,4)", precision: 18, scale: 4, nullable: true),
                total_trades = table.Column<int>(type: "integer", nullable: false),
                winning_trades = table.Column<int>(type: "integer", nullable: false),
                losing_trades = table.Column<int>(type: "integer", nullable: false),
                daily_results = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'[]'::jsonb"),
                monthly_results = table.Column<JsonElement>(type: "jsonb", nullable: false, defaultValueSql: "'[]'::jsonb"),
                test_mode = table.Column<bool>(type: "boolean", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_backtests", x => x.id);
                table.CheckConstraint("ck_backtests_dates", "end_date >= start_date");
                table.CheckConstraint("ck_backtests_initial_capital", "initial_capital > 0");
                table.CheckConstraint("ck_backtests_interval", "\"interval\" IN ('5m', '15m', '30m', '1h', '4h', '1d')");
                table.CheckConstraint("ck_backtests_total_fees", "total_fees >= 0");
                table.CheckConstraint("ck_backtests_trades", "winning_trades >= 0 AND losing_trades >= 0 AND total_trades >= winning_trades + losing_trades");
                table.CheckConstraint("ck_backtests_win_rate", "win_rate BETWEEN 0 AND 100");
                table.ForeignKey(
                    name: "fk_backtests_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateIndex(
            name: "ix_backtests_symbol_created_at",
            schema: "research",
            table: "backtests",
            columns: new[] { "symbol", "created_at" },
            descending: new[] { false, true });

        migrationBuilder.CreateIndex(
            name: "ix_backtests_user_id_created_at",
            schema: "research",
            table: "backtests",
            columns: new[] { "user_id", "created_at" },
            descending: new[] { false, true });
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "backtests",
            schema: "research");
    }
}
