using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>What the generator knows of one Up or Down while it writes it.</summary>
/// <param name="operations">All of its operations.</param>
internal sealed class SafetyScope(IReadOnlyList<MigrationOperation> operations)
{
    private readonly HashSet<(string? Schema, string Table)> _created = [];
    private readonly HashSet<(string? Schema, string Table, string Column)> _required = [];

    /// <summary>Whether the rule's rewrite applies: the table may hold rows and have users, and the author has not opted out.</summary>
    public bool Guards(MigrationOperation operation, string? schema, string? table, string rule) =>
        !IsNew(schema, table) && SafetyExemptions.ReasonFor(operations, operation, rule) is null;

    /// <summary>Whether the table was created here, so that nobody knows it yet.</summary>
    public bool IsNew(string? schema, string? table) => table is not null && _created.Contains((schema, table));

    /// <summary>Whether the column is known to hold no NULL, because this migration has just seen to it.</summary>
    public bool IsRequired(string? schema, string table, string column) => _required.Contains((schema, table, column));

    /// <summary>Takes note of an operation that has been written.</summary>
    public void Add(MigrationOperation operation)
    {
        switch (operation)
        {
            case CreateTableOperation table:
                _created.Add((table.Schema, table.Name));
                break;
            case RenameTableOperation renamed when IsNew(renamed.Schema, renamed.Name):
                _created.Add((renamed.NewSchema ?? renamed.Schema, renamed.NewName ?? renamed.Name));
                break;
            case DropTableOperation dropped:
                _created.Remove((dropped.Schema, dropped.Name));
                break;
            case AddColumnOperation { IsNullable: false } column:
                _required.Add((column.Schema, column.Table, column.Name));
                break;
            case AlterColumnOperation { IsNullable: false } column:
                _required.Add((column.Schema, column.Table, column.Name));
                break;
        }
    }
}
