using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Shortens a row of operations where the result is provably the same: a column that joins its table's creation, and what is made only
/// to be dropped again. Nothing is moved or dropped across raw SQL, which may depend on anything, nor across dual writes and batched updates.
/// </summary>
internal static class OperationSimplifier
{
    public static IReadOnlyList<MigrationOperation> Simplify(IEnumerable<MigrationOperation> operations)
    {
        List<MigrationOperation> result = [];
        List<MigrationOperation> open = [];
        foreach (var operation in operations)
        {
            open.Add(operation);
            if (operation is not (SqlOperation or StartDualWritesOperation or StopDualWritesOperation or UpdateInBatchesOperation)) continue;

            result.AddRange(SimplifyTyped(open[..^1]));
            result.Add(operation);
            open.Clear();
        }

        result.AddRange(SimplifyTyped(open));
        return result;
    }

    private static List<MigrationOperation> SimplifyTyped(List<MigrationOperation> operations)
    {
        var before = -1;
        while (before != operations.Count)
        {
            before = operations.Count;
            for (var i = operations.Count - 1; i > 0; i--)
            {
                if (i < operations.Count) SimplifyAt(operations, i);
            }
        }

        return operations;
    }

    private static void SimplifyAt(List<MigrationOperation> operations, int end)
    {
        switch (operations[end])
        {
            case EnsureSchemaOperation ensure:
                if (LastBefore(operations, end, operation => operation is EnsureSchemaOperation same && same.Name == ensure.Name) is var first and >= 0
                    && !Between(operations, first, end).Any(operation => operation is DropSchemaOperation))
                    operations.RemoveAt(end);
                break;
            case DropColumnOperation drop:
                Cancel(operations, end, drop, operation => operation is AddColumnOperation add && Same(add, drop) && add.Name == drop.Name);
                break;
            case DropIndexOperation { Table: not null } drop:
                Cancel(operations, end, drop, operation =>
                    operation is CreateIndexOperation create && create.Name == drop.Name && (create.Schema, create.Table) == (drop.Schema, drop.Table));
                break;
            case DropTableOperation drop:
                CancelTable(operations, end, drop);
                break;
            case AddColumnOperation add:
                Fold(operations, end, add);
                break;
        }
    }

    // Made and dropped with nothing in between that concerns the table.
    private static void Cancel(List<MigrationOperation> operations, int end, MigrationOperation drop, Predicate<MigrationOperation> made)
    {
        var start = LastBefore(operations, end, made);
        if (start < 0 || Between(operations, start, end).Any(operation => TableNames.MayConcern(operation, TableNames.Of(drop)!.Value))) return;

        operations.RemoveAt(end);
        operations.RemoveAt(start);
    }

    private static void CancelTable(List<MigrationOperation> operations, int end, DropTableOperation drop)
    {
        var table = (drop.Schema, drop.Name);
        var start = LastBefore(operations, end, operation => operation is CreateTableOperation create && (create.Schema, create.Name) == table);
        if (start < 0) return;

        var own = Between(operations, start, end).Where(operation => IsOnlyAbout(operation, table)).ToList();
        if (Between(operations, start, end).Except(own).Any(operation => TableNames.MayConcern(operation, table))) return;

        operations.RemoveAt(end);
        foreach (var operation in own) operations.Remove(operation);
        operations.RemoveAt(start);
    }

    // The last column stays the last: only columns that come after it, or operations that no column depends on, may stand in between.
    private static void Fold(List<MigrationOperation> operations, int end, AddColumnOperation add)
    {
        var start = LastBefore(operations, end, operation =>
            operation is CreateTableOperation create && (create.Schema, create.Name) == (add.Schema, add.Table));
        if (start < 0 || !Between(operations, start, end).All(operation => LetsPass(operation, add))) return;

        ((CreateTableOperation)operations[start]).Columns.Add(add);
        operations.RemoveAt(end);
    }

    private static bool LetsPass(MigrationOperation operation, AddColumnOperation add) => operation switch
    {
        AddColumnOperation other => !Same(other, add),
        CreateTableOperation or CreateIndexOperation or EnsureSchemaOperation => true,
        AddForeignKeyOperation or AddCheckConstraintOperation or AddUniqueConstraintOperation or AddPrimaryKeyOperation => true,
        InsertDataOperation or UpdateDataOperation or DeleteDataOperation => !Same((ITableMigrationOperation)operation, add),
        _ => false,
    };

    private static bool IsOnlyAbout(MigrationOperation operation, (string? Schema, string Name) table) =>
        operation is AddColumnOperation or AlterColumnOperation or DropColumnOperation or RenameColumnOperation or CreateIndexOperation
            or AddForeignKeyOperation or DropForeignKeyOperation or AddCheckConstraintOperation or DropCheckConstraintOperation
            or AddUniqueConstraintOperation or DropUniqueConstraintOperation or AddPrimaryKeyOperation or DropPrimaryKeyOperation
            or InsertDataOperation or UpdateDataOperation or DeleteDataOperation
        && TableNames.Of(operation) == table;

    private static bool Same(ITableMigrationOperation a, ITableMigrationOperation b) => a.Schema == b.Schema && a.Table == b.Table;

    private static int LastBefore(List<MigrationOperation> operations, int end, Predicate<MigrationOperation> found) =>
        operations.FindLastIndex(end - 1, end, found);

    private static IEnumerable<MigrationOperation> Between(List<MigrationOperation> operations, int start, int end) =>
        operations.Skip(start + 1).Take(end - start - 1);
}
