using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Gives orders of before the user whose trade filled them. Orders that were never filled keep none: nothing says whose they were.</summary>
internal sealed class OrderOwners : SqlBackfill
{
    /// <inheritdoc/>
    public override string Name => "orders-owners";

    /// <inheritdoc/>
    public override string After => "20260101000036_OrderConflictColumns";

    /// <inheritdoc/>
    public override string Schema => Schemas.Execution;

    /// <inheritdoc/>
    public override string Table => "orders";

    /// <inheritdoc/>
    public override string Rows => "user_id IS NULL AND client_order_id IN (SELECT t.client_order_id FROM execution.trades t)";

    /// <inheritdoc/>
    public override string Statement => """
        UPDATE execution.orders o SET user_id = filled.user_id
        FROM (
            SELECT DISTINCT ON (b.client_order_id) b.client_order_id, t.user_id
            FROM batch b JOIN execution.trades t ON t.client_order_id = b.client_order_id
            ORDER BY b.client_order_id, t.executed_at
        ) AS filled
        WHERE o.client_order_id = filled.client_order_id
        """;
}
