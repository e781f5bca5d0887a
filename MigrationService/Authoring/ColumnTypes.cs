using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>EF Core looks the column types of data operations up in the migration's model. Ours have none, so the types are written down.</summary>
internal static class ColumnTypes
{
    public static void Fill(IEnumerable<MigrationOperation> operations, IRelationalModel? source, IRelationalModel? target)
    {
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case InsertDataOperation insert:
                    insert.ColumnTypes ??= Of(insert, insert.Columns);
                    break;
                case UpdateDataOperation update:
                    update.KeyColumnTypes ??= Of(update, update.KeyColumns);
                    update.ColumnTypes ??= Of(update, update.Columns);
                    break;
                case DeleteDataOperation delete:
                    delete.KeyColumnTypes ??= Of(delete, delete.KeyColumns);
                    break;
            }
        }

        string[] Of(ITableMigrationOperation operation, string[] columns) => [.. columns.Select(column => TypeOf(operation, column))];

        // A deleted row may be of a table that only the older model has.
        string TypeOf(ITableMigrationOperation operation, string column) =>
            target?.FindTable(operation.Table, operation.Schema)?.FindColumn(column)?.StoreType
            ?? source?.FindTable(operation.Table, operation.Schema)?.FindColumn(column)?.StoreType
            ?? throw new MigrationException(
                MigrationExitCode.Refused, $"Seed data is for column {operation.Schema}.{operation.Table}.{column}, which is in no model: check the entity's HasData.");
    }
}
