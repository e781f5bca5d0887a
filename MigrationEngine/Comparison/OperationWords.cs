using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Says what an operation of EF does.</summary>
internal static class OperationWords
{
    /// <returns>The object, and the sentence without its full stop.</returns>
    public static (string Name, string Change) Describe(MigrationOperation operation) => operation switch
    {
        CreateTableOperation table => Say(Of(table.Schema, table.Name), "create table", ""),
        DropTableOperation table => Say(Of(table.Schema, table.Name), "drop table", ""),
        AlterTableOperation table => Say(Of(table.Schema, table.Name), "alter table", ""),
        RenameTableOperation table => Say(Of(table.Schema, table.Name), "rename table", $" to {Of(table.NewSchema ?? table.Schema, table.NewName ?? table.Name)}"),
        AddColumnOperation column => Say(Of(column.Schema, column.Table, column.Name), "add column", $" ({Shape(column)})"),
        DropColumnOperation column => Say(Of(column.Schema, column.Table, column.Name), "drop column", ""),
        AlterColumnOperation column => Say(Of(column.Schema, column.Table, column.Name), "alter column", $" from {Shape(column.OldColumn)} to {Shape(column)}"),
        RenameColumnOperation column => Say(Of(column.Schema, column.Table, column.Name), "rename column", $" to {column.NewName}"),
        CreateIndexOperation index => Say(
            Of(index.Schema, index.Table), index.IsUnique ? "create unique index" : "create index", $" ({index.Name}: {string.Join(", ", index.Columns)})"),
        DropIndexOperation index => Say(Of(index.Schema, index.Table ?? ""), "drop index", $" ({index.Name})"),
        RenameIndexOperation index => Say(Of(index.Schema, index.Table ?? ""), "rename index", $" ({index.Name} to {index.NewName})"),
        AddPrimaryKeyOperation key => Say(Of(key.Schema, key.Table, key.Name), "add primary key", ""),
        DropPrimaryKeyOperation key => Say(Of(key.Schema, key.Table, key.Name), "drop primary key", ""),
        AddUniqueConstraintOperation key => Say(Of(key.Schema, key.Table, key.Name), "add unique constraint", ""),
        DropUniqueConstraintOperation key => Say(Of(key.Schema, key.Table, key.Name), "drop unique constraint", ""),
        AddForeignKeyOperation key => Say(Of(key.Schema, key.Table, key.Name), "add foreign key", $" to {Of(key.PrincipalSchema, key.PrincipalTable)}"),
        DropForeignKeyOperation key => Say(Of(key.Schema, key.Table, key.Name), "drop foreign key", ""),
        AddCheckConstraintOperation check => Say(Of(check.Schema, check.Table, check.Name), "add check", $" ({Sql.Excerpt(check.Sql)})"),
        DropCheckConstraintOperation check => Say(Of(check.Schema, check.Table, check.Name), "drop check", ""),
        CreateSequenceOperation sequence => Say(Of(sequence.Schema, sequence.Name), "create sequence", ""),
        DropSequenceOperation sequence => Say(Of(sequence.Schema, sequence.Name), "drop sequence", ""),
        EnsureSchemaOperation schema => Say(schema.Name, "create schema", ""),
        DropSchemaOperation schema => Say(schema.Name, "drop schema", ""),
        _ => Say(operation.GetType().Name.Replace("Operation", "", StringComparison.Ordinal), "change", ""),
    };

    private static (string Name, string Change) Say(string name, string verb, string detail) => (name, $"{verb} {name}{detail}");

    private static string Of(params string?[] parts) => string.Join('.', parts.Where(part => !string.IsNullOrEmpty(part)));

    private static string Shape(ColumnOperation column)
    {
        var fallback = column.DefaultValueSql ?? (column.DefaultValue is { } value ? FormattableString.Invariant($"{value}") : null);
        return $"{column.ColumnType ?? column.ClrType.Name}{(column.IsNullable ? "" : " not null")}{(fallback is null ? "" : $" default {fallback}")}";
    }
}
