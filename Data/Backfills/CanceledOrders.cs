using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Spells canceled orders as the platform does, before they are ranked.</summary>
internal sealed class CanceledOrders : UpdateBackfill
{
    /// <inheritdoc/>
    public override string Name => "orders-canceled-spelling";

    /// <inheritdoc/>
    public override string After => "20260101000036_OrderConflictColumns";

    /// <inheritdoc/>
    public override string Schema => Schemas.Execution;

    /// <inheritdoc/>
    public override string Table => "orders";

    /// <inheritdoc/>
    public override string Rows => "status = 'cancelled'";

    /// <inheritdoc/>
    public override string Assignments => "status = 'canceled'";
}
