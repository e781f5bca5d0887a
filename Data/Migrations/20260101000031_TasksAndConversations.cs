using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Things to do, and the talk with the assistant.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class TasksAndConversations : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(
            name: "workspace");

        migrationBuilder.CreateTable(
            name: "conversations",
            schema: "workspace",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_conversations", x => x.id);
                table.ForeignKey(
                    name: "fk_conversations_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "tasks",
            schema: "workspace",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                description = table.Column<string>(type: "text", nullable: true),
                completed = table.Column<bool>(type: "boolean", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_tasks", x => x.id);
                table.CheckConstraint("ck_tasks_title", "title <> ''");
                table.ForeignKey(
                    name: "fk_tasks_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "messages",
            schema: "workspace",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                conversation_id = table.Column<Guid>(type: "uuid", nullable: false),
                role = table.Column<string>(type: "text", nullable: false),
                content = table.Column<string>(type: "text", nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_messages", x => x.id);
                table.CheckConstraint("ck_messages_role", "\"role\" IN ('user', 'assistant')");
                table.ForeignKey(
                    name: "fk_messages_conversations_conversation_id",
                    column: x => x.conversation_id,
                    principalSchema: "workspace",
                    principalTable: "conversations",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "ix_conversations_user_id_updated_at",
            schema: "workspace",
            table: "conversations",
            columns: new[] { "user_id", "updated_at" },
            descending: new[] { false, true });

        migrationBuilder.CreateIndex(
            name: "ix_messages_conversation_id_created_at",
            schema: "workspace",
            table: "messages",
            columns: new[] { "conversation_id", "created_at" });

        migrationBuilder.CreateIndex(
            name: "ix_tasks_completed",
            schema: "workspace",
            table: "tasks",
            column: "completed");

        migrationBuilder.CreateIndex(
            name: "ix_tasks_user_id_completed",
            schema: "workspace",
            table: "tasks",
            columns: new[] { "user_id", "completed" });
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "messages",
            schema: "workspace");

        migrationBuilder.DropTable(
            name: "tasks",
            schema: "workspace");

        migrationBuilder.DropTable(
            name: "conversations",
            schema: "workspace");

        migrationBuilder.DropSchema(name: "workspace");
    }
}
