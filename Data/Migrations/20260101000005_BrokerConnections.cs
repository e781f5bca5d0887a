using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TradingPlatform.Data.Migrations
{
    /// <summary>Accounts at brokers and keys of exchanges, with encrypted credentials. One broker connection a user, as in the first version.</summary>
    public partial class BrokerConnections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "broker_connections",
                schema: "trading",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    broker = table.Column<string>(type: "text", nullable: false),
                    account_label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    is_valid = table.Column<bool>(type: "boolean", nullable: false),
                    last_connected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error_count = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true),
                    token_expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    encrypted_access_token = table.Column<byte[]>(type: "bytea", nullable: true),
                    encrypted_access_token_key_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    encrypted_api_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    encrypted_api_key_key_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    encrypted_api_secret = table.Column<byte[]>(type: "bytea", nullable: true),
                    encrypted_api_secret_key_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_broker_connections", x => x.id);
                    table.CheckConstraint("ck_broker_connections_broker", "\"broker\" IN ('zerodha', 'dhan', 'fyers', 'angel_one', 'binance', 'alpaca')");
                    table.CheckConstraint("ck_broker_connections_encrypted_access_token", "(encrypted_access_token IS NULL) = (encrypted_access_token_key_id IS NULL)");
                    table.CheckConstraint("ck_broker_connections_encrypted_api_key", "(encrypted_api_key IS NULL) = (encrypted_api_key_key_id IS NULL)");
                    table.CheckConstraint("ck_broker_connections_encrypted_api_secret", "(encrypted_api_secret IS NULL) = (encrypted_api_secret_key_id IS NULL)");
                    table.CheckConstraint("ck_broker_connections_error_count", "error_count >= 0");
                    table.CheckConstraint("ck_broker_connections_status", "\"status\" IN ('disconnected', 'connecting', 'connected', 'error', 'token_expired')");
                    table.ForeignKey(
                        name: "fk_broker_connections_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "exchange_api_keys",
                schema: "trading",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    exchange = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    label = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    is_valid = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    encrypted_api_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    encrypted_api_key_key_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    encrypted_secret_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    encrypted_secret_key_key_id = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exchange_api_keys", x => x.id);
                    table.CheckConstraint("ck_exchange_api_keys_encrypted_api_key", "(encrypted_api_key IS NULL) = (encrypted_api_key_key_id IS NULL)");
                    table.CheckConstraint("ck_exchange_api_keys_encrypted_secret_key", "(encrypted_secret_key IS NULL) = (encrypted_secret_key_key_id IS NULL)");
                    table.CheckConstraint("ck_exchange_api_keys_exchange", "exchange = lower(exchange)");
                    table.ForeignKey(
                        name: "fk_exchange_api_keys_users_user_id",
                        column: x => x.user_id,
                        principalSchema: "identity",
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ux_broker_connections_user_id",
                schema: "trading",
                table: "broker_connections",
                column: "user_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_exchange_api_keys_user_id_exchange_label",
                schema: "trading",
                table: "exchange_api_keys",
                columns: new[] { "user_id", "exchange", "label" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "broker_connections",
                schema: "trading");

            migrationBuilder.DropTable(
                name: "exchange_api_keys",
                schema: "trading");
        }
    }
}
