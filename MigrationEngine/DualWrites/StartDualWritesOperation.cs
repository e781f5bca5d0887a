using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Installs the trigger that keeps pairs of columns in step. Made by <see cref="DualWriteOperations.StartDualWrites"/>.</summary>
public sealed class StartDualWritesOperation : MigrationOperation, ITableMigrationOperation
{
    /// <summary>What <see cref="StopDualWritesOperation"/> calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The table's schema; null for the first of the search path.</summary>
    public string? Schema { get; init; }

    /// <summary>The pairs, in the order in which they are brought into step.</summary>
    public required IReadOnlyList<DualWrite> Pairs { get; init; }
}
