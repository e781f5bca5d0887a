using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Says what the trades of before realized: as their bot reckoned, else as their order notes in its metadata, else nothing.</summary>
internal sealed class RealizedPnl : SqlBackfill
{
    /// <inheritdoc/>
    public override string Name => "trades-realized-pnl";

    /// <inheritdoc/>
    public override string After => "20260101000039_TradesLedger";

    /// <inheritdoc/>
    public override string Schema => Schemas.Execution;

    /// <inheritdoc/>
    public override string Table => "trades";

    /// <inheritdoc/>
    public override string Rows => "realized_pnl IS NULL";

    /// <inheritdoc/>
    public override string Statement => """
        UPDATE execution.trades t SET realized_pnl = coalesce(
            b.pnl,
            CASE WHEN o.metadata ->> 'realized_pnl' ~ '^-?[0-9]{1,14}([.][0-9]{1,10})?$' THEN (o.metadata ->> 'realized_pnl')::numeric END,
            0)
        FROM batch b LEFT JOIN execution.orders o ON o.client_order_id = b.client_order_id
        WHERE t.trade_id = b.trade_id
        """;
}
