using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Finds the operations that destroy what is stored.</summary>
internal static class DataLoss
{
    public static IEnumerable<PotentialLoss> Of(IEnumerable<MigrationOperation> operations, MigrationDirection direction) =>
        operations.SelectMany(operation => operation is SqlOperation raw
            ? RawSqlLoss.Of(raw.Sql, direction)
            : Of(operation) is { } loss ? [loss] : []);

    private static PotentialLoss? Of(MigrationOperation operation) => operation switch
    {
        DropTableOperation drop => new(PotentialLossKind.DropTable, drop.Schema, drop.Name),
        DropColumnOperation drop => new(PotentialLossKind.DropColumn, drop.Schema, drop.Table, drop.Name),
        DropSchemaOperation drop => new(PotentialLossKind.DropSchema, drop.Name, Table: null),
        AlterColumnOperation { ColumnType: { } type } alter when alter.OldColumn.ColumnType is { } old && old != type && !IsWidening(old, type) =>
            new(PotentialLossKind.NarrowColumn, alter.Schema, alter.Table, alter.Name, old, type),
        DeleteDataOperation delete => new(PotentialLossKind.DeleteRows, delete.Schema, delete.Table),
        _ => null,
    };

    /// <summary>The changes that keep every value for certain: looking for lost ones would read the whole table for nothing.</summary>
    private static bool IsWidening(string old, string type) => type switch
    {
        "text" => old.StartsWith("character varying", StringComparison.Ordinal),
        "bigint" => old is "integer" or "smallint",
        "integer" => old is "smallint",
        _ => false,
    };
}
