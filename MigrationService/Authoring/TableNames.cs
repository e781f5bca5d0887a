using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationService;

/// <summary>Which tables an operation is about.</summary>
internal static class TableNames
{
    /// <summary>The table that the operation changes; null where it names none, or an index without its table.</summary>
    public static (string? Schema, string Name)? Of(MigrationOperation operation) => operation switch
    {
        CreateTableOperation create => (create.Schema, create.Name),
        DropTableOperation drop => (drop.Schema, drop.Name),
        RenameTableOperation rename => (rename.Schema, rename.Name),
        AlterTableOperation alter => (alter.Schema, alter.Name),
        ITableMigrationOperation { Table: { } table } other => (other.Schema, table),
        _ => null,
    };

    /// <summary>Whether the operation changes the table or refers to it; also where that cannot be ruled out.</summary>
    public static bool MayConcern(MigrationOperation operation, (string? Schema, string Name) table) => operation switch
    {
        EnsureSchemaOperation or AlterDatabaseOperation => false,
        CreateSequenceOperation or DropSequenceOperation or AlterSequenceOperation or RenameSequenceOperation or RestartSequenceOperation => true,
        RenameTableOperation rename => Of(rename) == table || (rename.NewSchema ?? rename.Schema, rename.NewName ?? rename.Name) == table,
        AddForeignKeyOperation key => Of(key) == table || (key.PrincipalSchema, key.PrincipalTable) == table,
        CreateTableOperation create => Of(create) == table
            || create.ForeignKeys.Exists(key => (key.PrincipalSchema, key.PrincipalTable) == table),
        _ => Of(operation) is not { } own || own == table,
    };
}
