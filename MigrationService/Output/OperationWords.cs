using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a migration's operations do, in words.</summary>
internal static class OperationWords
{
    private const int LongestSql = 100;

    public static string Describe(MigrationOperation operation) => operation switch
    {
        CreateTableOperation create => $"create table {Name(create.Schema, create.Name)} ({Counted.Of(create.Columns.Count, "column")}{Keys(create)})",
        DropTableOperation drop => $"drop table {Name(drop.Schema, drop.Name)}",
        RenameTableOperation rename when rename.NewSchema is { } schema && schema != rename.Schema =>
            $"move table {Name(rename.Schema, rename.Name)} to {Name(schema, rename.NewName ?? rename.Name)}",
        RenameTableOperation rename => $"rename table {Name(rename.Schema, rename.Name)} to {rename.NewName}",
        AlterTableOperation alter => $"change the comment or options of table {Name(alter.Schema, alter.Name)}",
        AddColumnOperation add => $"add column {Column(add)} {Type(add)}",
        DropColumnOperation drop => $"drop column {Name(drop.Schema, drop.Table)}.{drop.Name}",
        RenameColumnOperation rename => $"rename column {Name(rename.Schema, rename.Table)}.{rename.Name} to {rename.NewName}",
        AlterColumnOperation alter => $"change column {Column(alter)} from {Type(alter.OldColumn)} to {Type(alter)}",
        AddPrimaryKeyOperation key => $"add primary key {key.Name} on {Name(key.Schema, key.Table)} ({List(key.Columns)})",
        DropPrimaryKeyOperation key => $"drop primary key {key.Name} of {Name(key.Schema, key.Table)}",
        AddForeignKeyOperation key =>
            $"add foreign key {key.Name} from {Name(key.Schema, key.Table)} ({List(key.Columns)}) to {Name(key.PrincipalSchema, key.PrincipalTable)}",
        DropForeignKeyOperation key => $"drop foreign key {key.Name} of {Name(key.Schema, key.Table)}",
        AddUniqueConstraintOperation unique => $"add unique constraint {unique.Name} on {Name(unique.Schema, unique.Table)} ({List(unique.Columns)})",
        DropUniqueConstraintOperation unique => $"drop unique constraint {unique.Name} of {Name(unique.Schema, unique.Table)}",
        AddCheckConstraintOperation check => $"add check {check.Name} on {Name(check.Schema, check.Table)}: {check.Sql}",
        DropCheckConstraintOperation check => $"drop check {check.Name} of {Name(check.Schema, check.Table)}",
        CreateIndexOperation index =>
            $"create {(index.IsUnique ? "unique " : "")}index {index.Name} on {Name(index.Schema, index.Table)} ({List(index.Columns)}){(index.Filter is null ? "" : $" where {index.Filter}")}",
        DropIndexOperation index => $"drop index {index.Name}{(index.Table is null ? "" : $" of {Name(index.Schema, index.Table)}")}",
        RenameIndexOperation index => $"rename index {index.Name} to {index.NewName}",
        EnsureSchemaOperation schema => $"create schema {schema.Name} if it is missing",
        DropSchemaOperation schema => $"drop schema {schema.Name}",
        CreateSequenceOperation sequence => $"create sequence {Name(sequence.Schema, sequence.Name)}",
        AlterSequenceOperation sequence => $"change sequence {Name(sequence.Schema, sequence.Name)}",
        DropSequenceOperation sequence => $"drop sequence {Name(sequence.Schema, sequence.Name)}",
        InsertDataOperation insert => $"insert {Counted.Of(insert.Values.GetLength(0), "row")} into {Name(insert.Schema, insert.Table)}",
        UpdateDataOperation update => $"update {Counted.Of(update.Values.GetLength(0), "row")} of {Name(update.Schema, update.Table)}",
        DeleteDataOperation delete => $"delete {Counted.Of(delete.KeyValues.GetLength(0), "row")} of {Name(delete.Schema, delete.Table)}",
        AlterDatabaseOperation => "change extensions, enums or collations of the database",
        SqlOperation sql => $"run SQL{(sql.SuppressTransaction ? " outside of a transaction" : "")}: {OneLine(sql.Sql)}",
        StartDualWritesOperation start => $"keep columns of {Name(start.Schema, start.Table)} in step: {List(start.Pairs.Select(pair => $"{pair.OldColumn} and {pair.NewColumn}"))} (dual writes {start.Name})",
        StopDualWritesOperation stop => $"stop the dual writes {stop.Name} of {Name(stop.Schema, stop.Table)}",
        UpdateInBatchesOperation update => $"update {Name(update.Schema, update.Table)} in batches: set {OneLine(update.Set)} where {OneLine(update.Where)}",
        ExemptOperation exempt => $"be exempt from {exempt.Rule}: {exempt.Reason}",
        _ => operation.GetType().Name.Replace("Operation", "", StringComparison.Ordinal),
    };

    /// <summary>The beginning of a text on one line.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestSql ? line : string.Concat(line.AsSpan(0, LongestSql - 1), "…");
    }

    private static string Keys(CreateTableOperation create) =>
        (create.ForeignKeys.Count == 0 ? "" : $", {Counted.Of(create.ForeignKeys.Count, "foreign key")}")
        + (create.CheckConstraints.Count == 0 ? "" : $", {Counted.Of(create.CheckConstraints.Count, "check")}");

    private static string Column(ColumnOperation column) => $"{Name(column.Schema, column.Table)}.{column.Name}";

    private static string Type(ColumnOperation column) =>
        (column.ColumnType ?? column.ClrType.Name) + (column.IsNullable ? "" : " not null")
        + (column.DefaultValueSql is { } sql ? $" default {sql}" : column.DefaultValue is { } value ? FormattableString.Invariant($" default {value}") : "");

    private static string Name(string? schema, string? name) => schema is null ? name ?? "?" : $"{schema}.{name}";

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns);
}
