using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What a migration touches, from its typed operations: by this a later expand migration may pass a contract migration that waits, or
/// may not. What an operation does not tell by column counts as its whole table, and SQL that cannot be read as everything.
/// </summary>
internal static class MigrationTouches
{
    public static IReadOnlyList<TouchedObject> Of(IEnumerable<MigrationOperation> operations) =>
        [.. operations.SelectMany(Of).Distinct().OrderBy(touched => touched.ToString(), StringComparer.Ordinal)];

    private static IEnumerable<TouchedObject> Of(MigrationOperation operation) => operation switch
    {
        // A schema that is ensured twice is there once; who drops it touches all that is in it.
        ExemptOperation or EnsureSchemaOperation => [],
        SqlOperation raw => StatementTouches.Of(raw.Sql),
        DropSchemaOperation drop => [new(drop.Name, null, null)],
        CreateTableOperation create => [Whole(create.Schema, create.Name), .. create.ForeignKeys.SelectMany(Referenced)],
        DropTableOperation drop => [Whole(drop.Schema, drop.Name)],
        RenameTableOperation rename => [Whole(rename.Schema, rename.Name), Whole(rename.NewSchema ?? rename.Schema, rename.NewName ?? rename.Name)],
        AlterTableOperation alter => [Whole(alter.Schema, alter.Name)],
        AddColumnOperation add => Column(add),
        AlterColumnOperation alter => [.. Column(alter), .. Expressions(alter.Schema, alter.Table, alter.OldColumn.ComputedColumnSql, alter.OldColumn.DefaultValueSql)],
        DropColumnOperation drop => [new(drop.Schema, drop.Table, drop.Name)],
        RenameColumnOperation rename => [new(rename.Schema, rename.Table, rename.Name), new(rename.Schema, rename.Table, rename.NewName)],
        AddPrimaryKeyOperation key => Columns(key.Schema, key.Table, [key.Name, .. key.Columns]),
        AddUniqueConstraintOperation key => Columns(key.Schema, key.Table, [key.Name, .. key.Columns]),
        AddForeignKeyOperation key => [.. Columns(key.Schema, key.Table, [key.Name, .. key.Columns]), .. Referenced(key)],
        AddCheckConstraintOperation check => [new(check.Schema, check.Table, check.Name), .. Expressions(check.Schema, check.Table, check.Sql)],
        CreateIndexOperation index =>
            [Whole(index.Schema, index.Name), .. Columns(index.Schema, index.Table, index.Columns), .. Expressions(index.Schema, index.Table, index.Filter)],
        UpdateDataOperation data => Columns(data.Schema, data.Table, [.. data.Columns, .. data.KeyColumns]),
        InsertDataOperation data => [Whole(data.Schema, data.Table)],
        DeleteDataOperation data => [Whole(data.Schema, data.Table)],
        DropIndexOperation { Table: { } table } drop => [Whole(drop.Schema, drop.Name), new(drop.Schema, table, drop.Name)],
        RenameIndexOperation { Table: { } table } rename => [Whole(rename.Schema, table), Whole(rename.Schema, rename.Name), Whole(rename.Schema, rename.NewName)],
        CreateSequenceOperation sequence => [Whole(sequence.Schema, sequence.Name)],
        AlterSequenceOperation sequence => [Whole(sequence.Schema, sequence.Name)],
        RestartSequenceOperation sequence => [Whole(sequence.Schema, sequence.Name)],
        DropSequenceOperation sequence => [Whole(sequence.Schema, sequence.Name)],
        RenameSequenceOperation rename => [Whole(rename.Schema, rename.Name), Whole(rename.NewSchema ?? rename.Schema, rename.NewName ?? rename.Name)],
        StartDualWritesOperation start =>
        [
            .. Columns(start.Schema, start.Table, [SafeNames.DualWriteTrigger(start.Name), .. start.Pairs.SelectMany(pair => new[] { pair.OldColumn, pair.NewColumn })]),
            .. Expressions(start.Schema, start.Table, start.Pairs.SelectMany(pair => new[] { pair.ToOld, pair.ToNew, pair.NewDefault })),
        ],
        StopDualWritesOperation stop => [new(stop.Schema, stop.Table, SafeNames.DualWriteTrigger(stop.Name))],
        UpdateInBatchesOperation update => Expressions(update.Schema, update.Table, update.Set, update.Where),
        // Their columns are the catalog's to tell.
        ITableMigrationOperation other => [Whole(other.Schema, other.Table)],
        AlterDatabaseOperation database => database.GetAnnotations().Concat(database.OldDatabase.GetAnnotations()).Select(annotation => Whole(null, annotation.Name)),
        _ => [TouchedObject.Everything],
    };

    private static TouchedObject Whole(string? schema, string table) => new(schema, table, null);

    private static IEnumerable<TouchedObject> Columns(string? schema, string table, IEnumerable<string> columns) =>
        columns.Select(column => new TouchedObject(schema, table, column));

    private static IEnumerable<TouchedObject> Column<TOperation>(TOperation column)
        where TOperation : ColumnOperation =>
        [new(column.Schema, column.Table, column.Name), .. Expressions(column.Schema, column.Table, column.ComputedColumnSql, column.DefaultValueSql)];

    /// <summary>An omitted list of columns means the key, which only the catalog knows.</summary>
    private static IEnumerable<TouchedObject> Referenced(AddForeignKeyOperation key) => key.PrincipalColumns is { Length: > 0 } columns
        ? Columns(key.PrincipalSchema, key.PrincipalTable, columns)
        : [Whole(key.PrincipalSchema, key.PrincipalTable)];

    private static IEnumerable<TouchedObject> Expressions(string? schema, string table, params IEnumerable<string?> expressions) =>
        expressions.OfType<string>().SelectMany(StatementTouches.NamesIn).Select(name => new TouchedObject(schema, table, name));
}
