using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Finds the operations that destroy what is stored.</summary>
internal static class DataLoss
{
    public static IEnumerable<PotentialLoss> Of(IEnumerable<MigrationOperation> operations) => operations.Select(Of).OfType<PotentialLoss>();

    private static PotentialLoss? Of(MigrationOperation operation) => operation switch
    {
        DropTableOperation drop => new(PotentialLossKind.DropTable, drop.Schema, drop.Name),
        DropColumnOperation drop => new(PotentialLossKind.DropColumn, drop.Schema, drop.Table, drop.Name),
        DropSchemaOperation drop => new(PotentialLossKind.DropSchema, drop.Name, Table: null),
        AlterColumnOperation { ColumnType: { } type } alter when alter.OldColumn.ColumnType is { } old && old != type =>
            new(PotentialLossKind.NarrowColumn, alter.Schema, alter.Table, alter.Name, old, type),
        _ => null,
    };
}
