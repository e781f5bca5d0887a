using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Changes rows in short transactions of their own. Made by <see cref="DualWriteOperations.UpdateInBatches"/>.</summary>
public sealed class UpdateInBatchesOperation : MigrationOperation, ITableMigrationOperation
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The table's schema; null for the first of the search path.</summary>
    public string? Schema { get; init; }

    /// <summary>What follows <c>SET</c>.</summary>
    public required string Set { get; init; }

    /// <summary>What follows <c>WHERE</c>.</summary>
    public required string Where { get; init; }
}
