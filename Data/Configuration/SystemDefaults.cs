namespace TradingPlatform.Data;

/// <summary>The platform's configuration as it is delivered. A key or a field that is added here is in every environment after its next start.</summary>
public static class SystemDefaults
{
    /// <summary>Every key with its default, and what it is for.</summary>
    public static IReadOnlyList<SystemDefault> All { get; } =
    [
        new("trading_hours", "When the market trades, in the exchange's time, and which sessions beside.",
            """{"market_open": "09:30", "market_close": "16:00", "pre_market": false, "after_hours": false}"""),
        new("position_limits", "How much may be held and ordered: units of a symbol, money in all, orders at a time.",
            """{"max_position_per_symbol": 1000, "max_notional_total": 100000, "max_open_orders": 10}"""),
        new("risk", "When trading stops: a day's loss in money, the drawdown as a share of the capital.",
            """{"daily_loss_limit": 5000, "max_drawdown_pct": 0.10, "circuit_breaker_enabled": true}"""),
        new("execution", "How orders are sent; dry_run keeps them here.",
            """{"dry_run": true, "max_order_retries": 3, "order_timeout_seconds": 30}"""),
        new("platform", "What users may do, and whether they may.",
            """{"max_strategies_per_user": 10, "enable_playground": true, "maintenance_mode": false}"""),
    ];
}
