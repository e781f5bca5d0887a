using System.Globalization;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace TradingPlatform.MigrationEngine;

/// <summary>What EF's typed operations ask for, in their plain form: they say more than the SQL that is made of them, such as the type before.</summary>
internal static class OperationChanges
{
    private const string ValueGeneration = "Npgsql:ValueGenerationStrategy";

    /// <summary>Null for an operation that says it only with the model's help, or that is of another kind: its SQL then has to tell.</summary>
    public static IReadOnlyList<SchemaChange>? Of(MigrationOperation operation) => operation switch
    {
        ExemptOperation or EnsureSchemaOperation or CreateSequenceOperation or AlterSequenceOperation or RestartSequenceOperation or DropSequenceOperation => [],
        CreateTableOperation create => Table(create),
        DropTableOperation drop => [Changes.DropTable(new(drop.Schema, drop.Name))],
        RenameTableOperation rename => [.. Rename(rename)],
        AddColumnOperation { ColumnType: not null } add => [.. Added(new(add.Schema, add.Table), add)],
        AlterColumnOperation alter => OperationColumnChanges.Of(alter),
        DropColumnOperation drop => [Changes.DropColumn(new(drop.Schema, drop.Table), drop.Name)],
        RenameColumnOperation rename => [Changes.RenameColumn(new(rename.Schema, rename.Table), rename.Name, rename.NewName)],
        AddPrimaryKeyOperation key => [Changes.AddPrimaryKey(new(key.Schema, key.Table), key.Name, key.Columns, usesIndex: false)],
        AddUniqueConstraintOperation key => [Changes.AddUnique(new(key.Schema, key.Table), key.Name, key.Columns, usesIndex: false)],
        AddCheckConstraintOperation check => [Changes.AddCheck(new(check.Schema, check.Table), check.Name, check.Sql, isNotValid: false)],
        AddForeignKeyOperation key => [Changes.AddForeignKey(new(key.Schema, key.Table), key.Name, key.Columns, new(key.PrincipalSchema, key.PrincipalTable), isNotValid: false)],
        DropForeignKeyOperation drop => [Changes.DropConstraint(new(drop.Schema, drop.Table), drop.Name, isForeignKey: true)],
        DropPrimaryKeyOperation drop => [Changes.DropConstraint(new(drop.Schema, drop.Table), drop.Name, isForeignKey: false)],
        DropUniqueConstraintOperation drop => [Changes.DropConstraint(new(drop.Schema, drop.Table), drop.Name, isForeignKey: false)],
        DropCheckConstraintOperation drop => [Changes.DropConstraint(new(drop.Schema, drop.Table), drop.Name, isForeignKey: false)],
        CreateIndexOperation index => [Changes.CreateIndex(new(index.Schema, index.Table), index.Name, index.Columns, IsConcurrent(index)) with
        {
            IsUnique = index.IsUnique,
            HasFilter = index.Filter is not null,
        }],
        DropIndexOperation { Table: { } table } drop => [Changes.DropIndex(new(drop.Schema, drop.Name), new(drop.Schema, table), isConcurrent: false)],
        RenameIndexOperation => [],
        RenameSequenceOperation rename => [Changes.Free(ChangeKind.RenameObject, $"sequence {rename.Name}", rename.NewName ?? rename.NewSchema)],
        StartDualWritesOperation start => [Changes.CreateTrigger(new(start.Schema, start.Table), SafeNames.DualWriteTrigger(start.Name))],
        StopDualWritesOperation stop => [Changes.Other(new(stop.Schema, stop.Table), TableLock.AccessExclusive)],
        UpdateInBatchesOperation => [],
        DropSchemaOperation drop => [Changes.Free(ChangeKind.DropSchema, drop.Name)],
        InsertDataOperation data => [Changes.Rows(ChangeKind.InsertRows, new(data.Schema, data.Table), hasFilter: true)],
        UpdateDataOperation data => [Changes.Rows(ChangeKind.UpdateRows, new(data.Schema, data.Table), hasFilter: true)],
        DeleteDataOperation data => [Changes.Rows(ChangeKind.DeleteRows, new(data.Schema, data.Table), hasFilter: true)],
        _ => null,
    };

    /// <summary>What an operation says of its column.</summary>
    public static ColumnFacts Facts(ColumnOperation column, string name) => new()
    {
        Name = name,
        Type = column.ColumnType,
        IsNullable = column.IsNullable,
        Default = column.DefaultValueSql ?? (column.DefaultValue is null ? null : Literal(column.DefaultValue)),
        IsIdentity = column.FindAnnotation(ValueGeneration)?.Value is NpgsqlValueGenerationStrategy.IdentityAlwaysColumn
            or NpgsqlValueGenerationStrategy.IdentityByDefaultColumn or NpgsqlValueGenerationStrategy.SerialColumn,
        IsGenerated = column.ComputedColumnSql is not null,
        // Npgsql stores it unless it is told not to, which older servers do not know.
        IsStored = column.ComputedColumnSql is not null && column.IsStored is not false,
    };

    private static string Literal(object value) => $"'{Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsConcurrent(CreateIndexOperation index) => index.FindAnnotation("Npgsql:CreatedConcurrently")?.Value is true;

    private static IEnumerable<SchemaChange> Added(TableName table, AddColumnOperation add) =>
        IsSystemColumn(add.Name) ? [] : [Changes.AddColumn(table, Facts(add, add.Name))];

    // Every table has them already; a model that uses one names it.
    private static bool IsSystemColumn(string name) => name is "xmin" or "xmax" or "cmin" or "cmax" or "ctid" or "tableoid";

    private static IReadOnlyList<SchemaChange> Table(CreateTableOperation create)
    {
        var table = new TableName(create.Schema, create.Name);
        var changes = new List<SchemaChange> { new(ChangeKind.CreateTable, table) };
        changes.AddRange(create.Columns.Where(column => !IsSystemColumn(column.Name)).Select(column => Changes.AddColumn(table, Facts(column, column.Name))));
        if (create.PrimaryKey is { } key) changes.Add(Changes.AddPrimaryKey(table, key.Name, key.Columns, usesIndex: false));
        changes.AddRange(create.UniqueConstraints.Select(unique => Changes.AddUnique(table, unique.Name, unique.Columns, usesIndex: false)));
        changes.AddRange(create.CheckConstraints.Select(check => Changes.AddCheck(table, check.Name, check.Sql, isNotValid: false)));
        return
        [
            .. changes.Select(change => change with { Effects = [], IsOfNewTable = true }),
            .. create.ForeignKeys.Select(foreign => Changes.NewTableForeignKey(table, foreign.Name, foreign.Columns, new(foreign.PrincipalSchema, foreign.PrincipalTable))),
        ];
    }

    private static IEnumerable<SchemaChange> Rename(RenameTableOperation rename)
    {
        var table = new TableName(rename.Schema, rename.Name);
        if (rename.NewName is { } name && name != rename.Name)
        {
            yield return Changes.RenameTable(table, name);
            table = table with { Name = name };
        }

        if (rename.NewSchema is { } schema && schema != rename.Schema) yield return Changes.SetSchema(table, schema);
    }
}
