using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Tells which operations the SQL generators complete from the migration's model. All others say everything themselves, and a migration
/// of such operations needs no model, which is slow to build and large to ship.
/// </summary>
public static class ModelDependence
{
    private const string TextSearchAnnotation = "Npgsql:TsVectorConfig";

    /// <summary>Whether the SQL of the operation can differ with and without the model.</summary>
    public static bool Of(MigrationOperation operation) => operation switch
    {
        CreateTableOperation table => table.Columns.Exists(Incomplete),
        // Changed expressions drop the column and make it again, and its indexes with it, which only the model lists.
        AlterColumnOperation column => Incomplete(column) || column.OldColumn.ColumnType is null
            || column.ComputedColumnSql != column.OldColumn.ComputedColumnSql || column.IsStored != column.OldColumn.IsStored,
        ColumnOperation column => Incomplete(column),
        CreateIndexOperation index => IsTextSearch(index),
        // Inserted keys must be known to be generated ones, to move their sequence on.
        InsertDataOperation => true,
        UpdateDataOperation update => update.ColumnTypes is null || update.KeyColumnTypes is null,
        DeleteDataOperation delete => delete.KeyColumnTypes is null,
        // Extensions, enumerations and ranges go into the model's default schema where they name none.
        AlterDatabaseOperation database => database.GetAnnotations().Any() || database.OldDatabase.GetAnnotations().Any(),
        _ => false,
    };

    private static bool Incomplete(ColumnOperation column) => column.ColumnType is null || IsTextSearch(column);

    private static bool IsTextSearch(MigrationOperation operation) => operation.FindAnnotation(TextSearchAnnotation) is not null;
}
