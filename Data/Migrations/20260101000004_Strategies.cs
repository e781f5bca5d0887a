using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradingPlatform.Data.Migrations
{
    /// <summary>Traders' intraday strategies.</summary>
    public partial class Strategies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "trading");

            migrationBuilder.CreateTable(
                name: "strategies",
                schema: "trading",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    public_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    symbol = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    buy_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    sell_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    stop_loss = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                    quantity = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<string>(type: "text", nullable: false),
                    entry_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    exit_price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: true),
                    last_action = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    is_simulated = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_strategies", x => x.id);
                    table.CheckConstraint("ck_strategies_position", "\"position\" IN ('none', 'bought', 'sold', 'sl_hit')");
                    table.CheckConstraint("ck_strategies_public_id", "public_id ~ '^str_[0-9a-f]{12}$'");
                    table.CheckConstraint("ck_strategies_quantity", "quantity > 0");
                    table.CheckConstraint("ck_strategies_sell_time", "sell_time > buy_time");
                    table.CheckConstraint("ck_strategies_status", "\"status\" IN ('created', 'running', 'stopped', 'completed', 'error')");
                    table.CheckConstraint("ck_strategies_stop_loss", "stop_loss > 0");
                    table.ForeignKey(
                        name: "fk_strategies_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_strategies_user_id_status",
                schema: "trading",
                table: "strategies",
                columns: new[] { "user_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ux_strategies_public_id",
                schema: "trading",
                table: "strategies",
                column: "public_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "strategies",
                schema: "trading");

            migrationBuilder.DropSchema(
                name: "trading");
        }
    }
}
