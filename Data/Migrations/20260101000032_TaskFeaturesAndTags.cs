using System;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>
/// How much a task presses, when it is due, when to remind of it, whether it comes again, what it is about; and tags, whose names are at first
/// unique among all users. Every new column has a constant default or none: nothing is rewritten, and applications that do not know them go on.
/// </summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class TaskFeaturesAndTags : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "client_order_id",
            schema: "workspace",
            table: "tasks",
            type: "text",
            nullable: true);

        migrationBuilder.AddColumn<DateTimeOffset>(
            name: "due_date",
            schema: "workspace",
            table: "tasks",
            type: "timestamp with time zone",
            nullable: true);

        migrationBuilder.AddColumn<bool>(
            name: "is_recurring",
            schema: "workspace",
            table: "tasks",
            type: "boolean",
            nullable: false,
            defaultValue: false);

        migrationBuilder.AddColumn<string>(
            name: "priority",
            schema: "workspace",
            table: "tasks",
            type: "text",
            nullable: false,
            defaultValue: "medium");

        migrationBuilder.AddColumn<string>(
            name: "recurrence_pattern",
            schema: "workspace",
            table: "tasks",
            type: "text",
            nullable: true);

        migrationBuilder.AddColumn<DateTimeOffset>(
            name: "remind_at",
            schema: "workspace",
            table: "tasks",
            type: "timestamp with time zone",
            nullable: true);

        migrationBuilder.AddColumn<Guid>(
            name: "strategy_id",
            schema: "workspace",
            table: "tasks",
            type: "uuid",
            nullable: true);

        migrationBuilder.CreateTable(
            name: "tags",
            schema: "workspace",
            columns: table => new
            {
                id = table.Column<Guid>(type: "uuid", nullable: false),
                user_id = table.Column<Guid>(type: "uuid", nullable: false),
                name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_tags", x => x.id);
                table.CheckConstraint("ck_tags_name", "name <> ''");
                table.ForeignKey(
                    name: "fk_tags_users_user_id",
                    column: x => x.user_id,
                    principalSchema: "identity",
                    principalTable: "users",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "task_tags",
            schema: "workspace",
            columns: table => new
            {
                task_id = table.Column<Guid>(type: "uuid", nullable: false),
                tag_id = table.Column<Guid>(type: "uuid", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_task_tags", x => new { x.task_id, x.tag_id });
                table.ForeignKey(
                    name: "fk_task_tags_tags_tag_id",
                    column: x => x.tag_id,
                    principalSchema: "workspace",
                    principalTable: "tags",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
                table.ForeignKey(
                    name: "fk_task_tags_tasks_task_id",
                    column: x => x.task_id,
                    principalSchema: "workspace",
                    principalTable: "tasks",
                    principalColumn: "id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "ix_tasks_client_order_id",
            schema: "workspace",
            table: "tasks",
            column: "client_order_id");

        migrationBuilder.CreateIndex(
            name: "ix_tasks_due_date",
            schema: "workspace",
            table: "tasks",
            column: "due_date");

        migrationBuilder.CreateIndex(
            name: "ix_tasks_is_recurring",
            schema: "workspace",
            table: "tasks",
            column: "is_recurring");

        migrationBuilder.CreateIndex(
            name: "ix_tasks_priority",
            schema: "workspace",
            table: "tasks",
            column: "priority");

        migrationBuilder.CreateIndex(
            name: "ix_tasks_remind_at",
            schema: "workspace",
            table: "tasks",
            column: "remind_at");

        migrationBuilder.CreateIndex(
            name: "ix_tasks_strategy_id",
            schema: "workspace",
            table: "tasks",
            column: "strategy_id");

        migrationBuilder.AddCheckConstraint(
            name: "ck_tasks_is_recurring",
            schema: "workspace",
            table: "tasks",
            sql: "is_recurring = (recurrence_pattern IS NOT NULL)");

        migrationBuilder.AddCheckConstraint(
            name: "ck_tasks_priority",
            schema: "workspace",
            table: "tasks",
            sql: "\"priority\" IN ('low', 'medium', 'high', 'urgent')");

        migrationBuilder.AddCheckConstraint(
            name: "ck_tasks_recurrence_pattern",
            schema: "workspace",
            table: "tasks",
            sql: "\"recurrence_pattern\" IN ('daily', 'weekdays', 'weekly', 'monthly', 'yearly')");

        migrationBuilder.AddCheckConstraint(
            name: "ck_tasks_remind_at",
            schema: "workspace",
            table: "tasks",
            sql: "remind_at <= due_date");

        migrationBuilder.CreateIndex(
            name: "ix_tags_user_id",
            schema: "workspace",
            table: "tags",
            column: "user_id");

        migrationBuilder.CreateIndex(
            name: "ux_tags_name",
            schema: "workspace",
            table: "tags",
            column: "name",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "ix_task_tags_tag_id",
            schema: "workspace",
            table: "task_tags",
            column: "tag_id");

        migrationBuilder.AddForeignKey(
            name: "fk_tasks_orders_client_order_id",
            schema: "workspace",
            table: "tasks",
            column: "client_order_id",
            principalSchema: "execution",
            principalTable: "orders",
            principalColumn: "client_order_id",
            onDelete: ReferentialAction.SetNull);

        migrationBuilder.AddForeignKey(
            name: "fk_tasks_strategies_strategy_id",
            schema: "workspace",
            table: "tasks",
            column: "strategy_id",
            principalSchema: "trading",
            principalTable: "strategies",
            principalColumn: "id",
            onDelete: ReferentialAction.SetNull);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropForeignKey(
            name: "fk_tasks_orders_client_order_id",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropForeignKey(
            name: "fk_tasks_strategies_strategy_id",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropTable(
            name: "task_tags",
            schema: "workspace");

        migrationBuilder.DropTable(
            name: "tags",
            schema: "workspace");

        migrationBuilder.DropIndex(
            name: "ix_tasks_client_order_id",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropIndex(
            name: "ix_tasks_due_date",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropIndex(
            name: "ix_tasks_is_recurring",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropIndex(
            name: "ix_tasks_priority",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropIndex(
            name: "ix_tasks_remind_at",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropIndex(
            name: "ix_tasks_strategy_id",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropCheckConstraint(
            name: "ck_tasks_is_recurring",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropCheckConstraint(
            name: "ck_tasks_priority",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropCheckConstraint(
            name: "ck_tasks_recurrence_pattern",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropCheckConstraint(
            name: "ck_tasks_remind_at",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropColumn(
            name: "client_order_id",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropColumn(
            name: "due_date",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropColumn(
            name: "is_recurring",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropColumn(
            name: "priority",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropColumn(
            name: "recurrence_pattern",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropColumn(
            name: "remind_at",
            schema: "workspace",
            table: "tasks");

        migrationBuilder.DropColumn(
            name: "strategy_id",
            schema: "workspace",
            table: "tasks");
    }
}
