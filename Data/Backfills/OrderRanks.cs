using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Ranks the orders of before and says which are final. Runs after <see cref="CanceledOrders"/>: an order that is still spelled otherwise would stay open.</summary>
internal sealed class OrderRanks : UpdateBackfill
{
    /// <inheritdoc/>
    public override string Name => "orders-conflict-columns";

    /// <inheritdoc/>
    public override string After => "20260101000036_OrderConflictColumns";

    /// <inheritdoc/>
    public override string Schema => Schemas.Execution;

    /// <inheritdoc/>
    public override string Table => "orders";

    /// <inheritdoc/>
    public override string Rows => "is_terminal IS NULL OR status_rank IS NULL";

    /// <inheritdoc/>
    public override string Assignments => """
        status_rank = CASE
            WHEN status IN ('pending_new', 'dry_run') THEN 1
            WHEN status IN ('submitted', 'submitted_unconfirmed', 'new', 'accepted') THEN 2
            WHEN status IN ('canceled', 'expired', 'failed', 'rejected', 'replaced', 'done_for_day', 'blocked_kill_switch', 'blocked_circuit_breaker') THEN 4
            WHEN status = 'filled' THEN 5
            ELSE 3
        END,
        is_terminal = status IN ('canceled', 'expired', 'failed', 'rejected', 'replaced', 'done_for_day', 'blocked_kill_switch', 'blocked_circuit_breaker', 'filled')
        """;
}
