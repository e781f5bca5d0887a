using static TradingPlatform.MigrationEngine.TableLock;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What each change does to tables that exist: the one place that knows PostgreSQL's locks. Sources: AlterTableGetLockLevel of the server,
/// its documentation, and the rehearsal's measurements on PostgreSQL 15 and 18.
/// </summary>
internal static class Changes
{
    public static SchemaChange Other(TableName table, TableLock mode, bool? rewrites = false, bool? scans = false) =>
        new(ChangeKind.Other, table, new TableEffect(table, mode, rewrites, scans));

    public static SchemaChange AddColumn(TableName table, ColumnFacts column)
    {
        var type = column.Type is null ? null : PostgresType.Of(column.Type);
        // Each existing row gets a value of its own, or a domain's constraint is verified on each.
        bool? rewrites = (column.IsIdentity, column.IsGenerated, type) switch
        {
            (true, _, _) or (_, _, { IsSerial: true }) => true,
            (_, true, _) => column.IsStored,
            (_, _, null or { IsBuiltIn: false }) => DefaultExpression.IsVolatile(column.Default) is true ? true : null,
            _ => DefaultExpression.IsVolatile(column.Default),
        };
        var looksForNulls = !column.IsNullable && column.Default is null && rewrites is not true;
        return new(ChangeKind.AddColumn, table, new TableEffect(table, AccessExclusive, rewrites, rewrites is true || looksForNulls ? true : rewrites))
        {
            Name = column.Name,
            Column = column,
        };
    }

    public static SchemaChange DropColumn(TableName table, string name) =>
        new(ChangeKind.DropColumn, table, new TableEffect(table, AccessExclusive) { ReachesReferenced = true }) { Name = name };

    public static SchemaChange RenameColumn(TableName table, string name, string newName) =>
        new(ChangeKind.RenameColumn, table, new TableEffect(table, AccessExclusive)) { Name = name, NewName = newName };

    public static SchemaChange AlterColumnType(TableName table, ColumnFacts column)
    {
        var rewrites = column.Using is null ? TypeChange.Rewrites(column.OldType, column.Type) : true;
        return new(ChangeKind.AlterColumnType, table, new TableEffect(table, AccessExclusive, rewrites, rewrites)) { Name = column.Name, Column = column };
    }

    /// <param name="table">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="scans">False where a valid CHECK constraint proves it; null where that is not known.</param>
    public static SchemaChange SetNotNull(TableName table, string column, bool? scans = null) =>
        new(ChangeKind.SetNotNull, table, new TableEffect(table, AccessExclusive, Scans: scans)) { Name = column };

    public static SchemaChange DropNotNull(TableName table, string column) =>
        new(ChangeKind.DropNotNull, table, new TableEffect(table, AccessExclusive)) { Name = column };

    public static SchemaChange AddPrimaryKey(TableName table, string? name, IReadOnlyList<string> columns, bool usesIndex) =>
        // Its columns become NOT NULL, for which the rows are read unless they are already.
        new(ChangeKind.AddPrimaryKey, table, new TableEffect(table, AccessExclusive, Scans: usesIndex ? null : true))
        { Name = name, Columns = columns, UsesIndex = usesIndex };

    public static SchemaChange AddUnique(TableName table, string? name, IReadOnlyList<string> columns, bool usesIndex) =>
        new(ChangeKind.AddUnique, table, new TableEffect(table, AccessExclusive, Scans: !usesIndex)) { Name = name, Columns = columns, UsesIndex = usesIndex };

    public static SchemaChange AddCheck(TableName table, string? name, string? expression, bool isNotValid) =>
        new(ChangeKind.AddCheck, table, new TableEffect(table, AccessExclusive, Scans: !isNotValid))
        { Name = name, Expression = expression, IsNotValid = isNotValid };

    public static SchemaChange AddForeignKey(TableName table, string? name, IReadOnlyList<string> columns, TableName parent, bool isNotValid) =>
        new(
            ChangeKind.AddForeignKey,
            table,
            new TableEffect(table, ShareRowExclusive, Scans: !isNotValid),
            // The check joins the two; whether it reads all of the parent or its index is the planner's choice.
            new TableEffect(parent, ShareRowExclusive, Scans: isNotValid ? false : null))
        { Name = name, Columns = columns, Other = parent, IsNotValid = isNotValid };

    /// <summary>A foreign key in the definition of a new table: only the parent is there to be locked.</summary>
    public static SchemaChange NewTableForeignKey(TableName table, string? name, IReadOnlyList<string> columns, TableName parent) =>
        new(ChangeKind.AddForeignKey, table, parent == table ? [] : [new TableEffect(parent, ShareRowExclusive)])
        { Name = name, Columns = columns, Other = parent, IsOfNewTable = true };

    public static SchemaChange AddExclusion(TableName table, string? name) =>
        new(ChangeKind.AddExclusion, table, new TableEffect(table, AccessExclusive, Scans: true)) { Name = name };

    public static SchemaChange Validate(TableName table, string name) =>
        new(ChangeKind.ValidateConstraint, table, new TableEffect(table, ShareUpdateExclusive, Scans: true)) { Name = name };

    public static SchemaChange DropConstraint(TableName table, string name, bool isForeignKey) =>
        new(ChangeKind.DropConstraint, table, new TableEffect(table, AccessExclusive) { ReachesReferenced = true })
        { Name = name, Expression = isForeignKey ? "FOREIGN KEY" : null };

    public static SchemaChange CreateIndex(TableName table, string? name, IReadOnlyList<string> columns, bool isConcurrent) =>
        new(ChangeKind.CreateIndex, table, new TableEffect(table, isConcurrent ? ShareUpdateExclusive : Share, Scans: true))
        { Name = name, Columns = columns, IsConcurrent = isConcurrent };

    /// <param name="index">The index.</param>
    /// <param name="table">Its table, where the statement or operation tells it.</param>
    /// <param name="isConcurrent">Whether it is dropped CONCURRENTLY.</param>
    public static SchemaChange DropIndex(TableName index, TableName? table, bool isConcurrent)
    {
        var mode = isConcurrent ? ShareUpdateExclusive : AccessExclusive;
        return new(ChangeKind.DropIndex, table ?? index, new TableEffect(table ?? index, mode) { IsTableOfIndex = table is null })
        { Name = index.Name, IsConcurrent = isConcurrent };
    }

    public static SchemaChange DropTable(TableName table) =>
        new(ChangeKind.DropTable, table, new TableEffect(table, AccessExclusive) { ReachesReferenced = true });

    public static SchemaChange RenameTable(TableName table, string newName) =>
        new(ChangeKind.RenameTable, table, new TableEffect(table, AccessExclusive)) { NewName = newName };

    public static SchemaChange SetSchema(TableName table, string schema) =>
        new(ChangeKind.SetSchema, table, new TableEffect(table, AccessExclusive)) { NewName = schema };

    public static SchemaChange Attach(TableName table, TableName partition) =>
        new(ChangeKind.AttachPartition, table, new TableEffect(table, ShareUpdateExclusive), new TableEffect(partition, AccessExclusive, Scans: null))
        { Other = partition };

    public static SchemaChange Detach(TableName table, TableName partition, bool isConcurrent) =>
        new(
            ChangeKind.DetachPartition,
            table,
            new TableEffect(table, isConcurrent ? ShareUpdateExclusive : AccessExclusive),
            new TableEffect(partition, AccessExclusive))
        { Other = partition, IsConcurrent = isConcurrent };

    public static SchemaChange CreateTrigger(TableName table, string name) =>
        new(ChangeKind.CreateTrigger, table, new TableEffect(table, ShareRowExclusive)) { Name = name };

    public static SchemaChange Rewrite(ChangeKind kind, TableName table) => new(kind, table, new TableEffect(table, AccessExclusive, Rewrites: true, Scans: true));

    public static SchemaChange Truncate(TableName table) => new(ChangeKind.Truncate, table, new TableEffect(table, AccessExclusive, Rewrites: true));

    public static SchemaChange Rows(ChangeKind kind, TableName table, bool hasFilter) =>
        new(kind, table, new TableEffect(table, RowExclusive, Scans: kind == ChangeKind.InsertRows ? false : hasFilter ? null : true)) { HasFilter = hasFilter };

    /// <summary>A change that locks no table.</summary>
    public static SchemaChange Free(ChangeKind kind, string? name, string? newName = null) => new(kind, Table: null) { Name = name, NewName = newName };
}
