using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Removes the trigger that kept pairs of columns in step. Made by <see cref="DualWriteOperations.StopDualWrites"/>.</summary>
public sealed class StopDualWritesOperation : MigrationOperation, ITableMigrationOperation
{
    /// <summary>What <see cref="StartDualWritesOperation"/> called it.</summary>
    public required string Name { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The table's schema; null for the first of the search path.</summary>
    public string? Schema { get; init; }
}
