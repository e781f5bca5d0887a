using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>What EF's AlterColumn asks for: it has the column before and the column afterwards, and each difference is a change of its own.</summary>
internal static class OperationColumnChanges
{
    /// <summary>Null where a type is not said: the SQL then has to tell whether it changes.</summary>
    public static IReadOnlyList<SchemaChange>? Of(AlterColumnOperation alter)
    {
        var table = new TableName(alter.Schema, alter.Table);
        var (column, old) = (OperationChanges.Facts(alter, alter.Name), OperationChanges.Facts(alter.OldColumn, alter.Name));
        if (column.Type is null || old.Type is null) return null;

        // EF drops the column and makes it again.
        if (alter.ComputedColumnSql is not null && (alter.ComputedColumnSql != alter.OldColumn.ComputedColumnSql || column.IsStored != old.IsStored))
            return [Changes.DropColumn(table, alter.Name), Changes.AddColumn(table, column)];

        var changes = new List<SchemaChange>();
        if (column.Type != old.Type || alter.Collation != alter.OldColumn.Collation)
            changes.Add(Changes.AlterColumnType(table, column with { OldType = old.Type }));
        if (old.IsNullable && !column.IsNullable) changes.Add(Changes.SetNotNull(table, alter.Name));
        if (!old.IsNullable && column.IsNullable) changes.Add(Changes.DropNotNull(table, alter.Name));
        if (column.Default != old.Default || column.IsIdentity != old.IsIdentity) changes.Add(Changes.Other(table, TableLock.AccessExclusive));
        return changes;
    }
}
