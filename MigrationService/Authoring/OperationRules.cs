using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a new migration's operations must be like, and what follows from them.</summary>
internal static class OperationRules
{
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: a table without a schema, or a constraint without a name.</exception>
    public static void Check(IEnumerable<MigrationOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (operation is ITableMigrationOperation { Schema: null } table)
            {
                throw new MigrationException(
                    MigrationExitCode.Refused,
                    $"Table {table.Table} has no schema, so where it lands depends on who runs the migration: state one with ToTable(\"{table.Table}\", schema) or HasDefaultSchema.");
            }

            if (UnnamedConstraintOf(operation) is { } unnamed)
            {
                throw new MigrationException(
                    MigrationExitCode.Refused, $"A {unnamed} has no name, so nothing can drop it later: state one in the entity's configuration (HasName, HasConstraintName).");
            }
        }
    }

    /// <summary>Contract where applications of the version before would miss something.</summary>
    public static MigrationPhase PhaseOf(IEnumerable<MigrationOperation> operations) =>
        operations.Any(TakesAway) ? MigrationPhase.Contract : MigrationPhase.Expand;

    /// <summary>Whether some of it takes away while some of it adds: two phases in one migration.</summary>
    public static bool IsMixed(IReadOnlyList<MigrationOperation> operations) =>
        operations.Any(TakesAway) && operations.Any(operation => operation is CreateTableOperation or AddColumnOperation);

    /// <summary>Whether rows are moved or lost, or something runs that nobody knows: what only a test with rows can judge.</summary>
    public static bool NeedsTest(IReadOnlyList<MigrationOperation> operations) =>
        operations.Count == 0
        || operations.Any(operation => operation is SqlOperation or InsertDataOperation or UpdateDataOperation or DeleteDataOperation || TakesAway(operation));

    private static bool TakesAway(MigrationOperation operation) => operation switch
    {
        DropTableOperation or DropColumnOperation or DropSchemaOperation or DropSequenceOperation => true,
        RenameTableOperation or RenameColumnOperation or RenameSequenceOperation => true,
        AlterColumnOperation alter => alter.IsDestructiveChange
            || alter.ColumnType != alter.OldColumn.ColumnType
            || (!alter.IsNullable && alter.OldColumn.IsNullable),
        _ => operation.IsDestructiveChange,
    };

    private static string? UnnamedConstraintOf(MigrationOperation operation) => operation switch
    {
        CreateTableOperation create => create.PrimaryKey is { } key && IsUnnamed(key.Name) ? $"primary key of {create.Name}"
            : create.UniqueConstraints.Exists(unique => IsUnnamed(unique.Name)) ? $"unique constraint of {create.Name}"
            : create.ForeignKeys.Exists(foreignKey => IsUnnamed(foreignKey.Name)) ? $"foreign key of {create.Name}"
            : create.CheckConstraints.Exists(check => IsUnnamed(check.Name)) ? $"check constraint of {create.Name}"
            : null,
        AddPrimaryKeyOperation add when IsUnnamed(add.Name) => $"primary key of {add.Table}",
        AddUniqueConstraintOperation add when IsUnnamed(add.Name) => $"unique constraint of {add.Table}",
        AddForeignKeyOperation add when IsUnnamed(add.Name) => $"foreign key of {add.Table}",
        AddCheckConstraintOperation add when IsUnnamed(add.Name) => $"check constraint of {add.Table}",
        CreateIndexOperation create when IsUnnamed(create.Name) => $"index of {create.Table}",
        _ => null,
    };

    private static bool IsUnnamed(string? name) => string.IsNullOrWhiteSpace(name);
}
