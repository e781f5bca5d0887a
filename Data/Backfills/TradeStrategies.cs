using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Gives trades of before the algorithm that decided on their order.</summary>
internal sealed class TradeStrategies : SqlBackfill
{
    /// <inheritdoc/>
    public override string Name => "trades-strategies";

    /// <inheritdoc/>
    public override string After => "20260101000039_TradesLedger";

    /// <inheritdoc/>
    public override string Schema => Schemas.Execution;

    /// <inheritdoc/>
    public override string Table => "trades";

    /// <inheritdoc/>
    public override string Rows => "strategy_id IS NULL AND client_order_id IN (SELECT o.client_order_id FROM execution.orders o)";

    /// <inheritdoc/>
    public override string Statement => """
        UPDATE execution.trades t SET strategy_id = o.strategy_id
        FROM batch b JOIN execution.orders o ON o.client_order_id = b.client_order_id
        WHERE t.trade_id = b.trade_id
        """;
}
