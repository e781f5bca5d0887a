namespace TradingPlatform.AdminApi;

/// <summary>
/// What the desk asks. Trades and orders have no index by time alone, but one by symbol and time: the symbols are found by leaping from
/// one to the next in it, and each is read for its part of the period.
/// </summary>
internal static class DeskSql
{
    public const string Newest = TradeSymbols + "," + OrderSymbols +
        """
        SELECT greatest(
            (SELECT max(newest.at) FROM traded CROSS JOIN LATERAL (
                SELECT t.executed_at AS at FROM execution.trades AS t WHERE t.symbol = traded.symbol ORDER BY t.executed_at DESC LIMIT 1) AS newest),
            (SELECT max(newest.at) FROM ordered CROSS JOIN LATERAL (
                SELECT o.created_at AS at FROM execution.orders AS o WHERE o.symbol = ordered.symbol ORDER BY o.created_at DESC LIMIT 1) AS newest)) AS "Value"
        """;

    public const string Pnl = TradeSymbols +
        """
        SELECT day AS "Day", currency AS "Currency", sum(realized) AS "Realized",
            sum(sum(realized)) OVER (PARTITION BY currency ORDER BY day) AS "Running"
        FROM traded CROSS JOIN LATERAL (
            SELECT (t.executed_at AT TIME ZONE 'UTC')::date AS day, t.commission_asset AS currency, sum(t.realized_pnl) AS realized
        """ + TradesOfPeriod +
        """
            GROUP BY 1, 2) AS sums
        GROUP BY day, currency
        ORDER BY day, currency
        """;

    public const string Activity = TradeSymbols +
        """
        SELECT day AS "Day", currency AS "Currency", sum(trades)::bigint AS "Trades", sum(volume) AS "Volume", sum(fees) AS "Fees"
        FROM traded CROSS JOIN LATERAL (
            SELECT (t.executed_at AT TIME ZONE 'UTC')::date AS day, t.commission_asset AS currency, count(*) AS trades,
                sum(coalesce(t.quote_qty, t.price * t.qty)) AS volume, sum(coalesce(t.commission_amount, 0)) AS fees
        """ + TradesOfPeriod +
        """
            GROUP BY 1, 2) AS sums
        GROUP BY day, currency
        ORDER BY day, currency
        """;

    public const string Symbols = TradeSymbols +
        """
        SELECT traded.symbol AS "Symbol", counted.trades AS "Trades"
        FROM traded CROSS JOIN LATERAL (SELECT count(*) AS trades
        """ + TradesOfPeriod +
        """
        ) AS counted
        WHERE counted.trades > 0
        ORDER BY counted.trades DESC, traded.symbol
        LIMIT 200
        """;

    public const string LatestTrades = TradeSymbols + TradeColumns +
        """
        FROM traded CROSS JOIN LATERAL (
            SELECT * FROM execution.trades AS t WHERE t.symbol = traded.symbol AND NOT t.superseded ORDER BY t.executed_at DESC LIMIT {0}) AS t
        JOIN identity.users AS u ON u.id = t.user_id
        ORDER BY t.executed_at DESC, t.trade_id
        LIMIT {0}
        """;

    public const string Prices = TradeColumns +
        """
        FROM (
            SELECT * FROM execution.trades AS t
            WHERE t.symbol = {2} AND t.executed_at >= {0} AND t.executed_at < {1} AND NOT t.superseded
            ORDER BY t.executed_at DESC LIMIT {3}) AS t
        JOIN identity.users AS u ON u.id = t.user_id
        ORDER BY t.executed_at, t.trade_id
        """;

    public const string OrderStatuses = "WITH RECURSIVE" + OrderSymbols +
        """
        SELECT status AS "Status", sum(orders)::bigint AS "Count"
        FROM ordered CROSS JOIN LATERAL (
            SELECT o.status, count(*) AS orders FROM execution.orders AS o
            WHERE o.symbol = ordered.symbol AND o.created_at >= {0} AND o.created_at < {1}
            GROUP BY 1) AS sums
        GROUP BY status
        ORDER BY 2 DESC, status
        """;

    public const string LatestOrders = "WITH RECURSIVE" + OrderSymbols +
        """
        SELECT o.client_order_id AS "Id", o.symbol AS "Symbol", u.display_name AS "Trader", o.side AS "Side", o.order_type AS "OrderType",
            o.qty AS "Qty", o.filled_qty AS "FilledQty", o.limit_price AS "LimitPrice", o.status AS "Status", o.created_at AS "CreatedAt"
        FROM ordered CROSS JOIN LATERAL (
            SELECT * FROM execution.orders AS o WHERE o.symbol = ordered.symbol ORDER BY o.created_at DESC LIMIT {0}) AS o
        LEFT JOIN identity.users AS u ON u.id = o.user_id
        ORDER BY o.created_at DESC, o.client_order_id
        LIMIT {0}
        """;

    public const string Positions =
        """
        SELECT p.symbol AS "Symbol", u.display_name AS "Holder", p.qty AS "Qty", p.avg_entry_price AS "AvgEntryPrice",
            p.current_price AS "CurrentPrice", p.unrealized_pl AS "UnrealizedPl", latest.currency AS "Currency"
        FROM execution.positions AS p
        JOIN identity.users AS u ON u.id = p.user_id
        LEFT JOIN LATERAL (
            SELECT t.commission_asset AS currency FROM execution.trades AS t WHERE t.symbol = p.symbol ORDER BY t.executed_at DESC LIMIT 1) AS latest ON true
        WHERE p.qty <> 0
        ORDER BY abs(p.qty * coalesce(p.current_price, p.avg_entry_price)) DESC, p.symbol, u.display_name
        LIMIT {0}
        """;

    public const string BotStates =
        """
        SELECT s.status AS "Status", count(*) AS "Count"
        FROM trading.bot_configs AS b LEFT JOIN trading.bot_states AS s ON s.bot_config_id = b.id
        GROUP BY s.status
        ORDER BY 2 DESC, s.status
        """;

    private const string TradeSymbols =
        """
        WITH RECURSIVE traded AS (
            (SELECT t.symbol FROM execution.trades AS t ORDER BY t.symbol LIMIT 1)
            UNION ALL
            SELECT (SELECT t.symbol FROM execution.trades AS t WHERE t.symbol > traded.symbol ORDER BY t.symbol LIMIT 1)
            FROM traded WHERE traded.symbol IS NOT NULL)

        """;

    private const string OrderSymbols =
        """
         ordered AS (
            (SELECT o.symbol FROM execution.orders AS o ORDER BY o.symbol LIMIT 1)
            UNION ALL
            SELECT (SELECT o.symbol FROM execution.orders AS o WHERE o.symbol > ordered.symbol ORDER BY o.symbol LIMIT 1)
            FROM ordered WHERE ordered.symbol IS NOT NULL)

        """;

    private const string TradesOfPeriod =
        """

        FROM execution.trades AS t
        WHERE t.symbol = traded.symbol AND t.executed_at >= {0} AND t.executed_at < {1} AND NOT t.superseded

        """;

    private const string TradeColumns =
        """
        SELECT t.trade_id AS "Id", t.symbol AS "Symbol", u.display_name AS "Trader", t.side AS "Side", t.qty AS "Qty", t.price AS "Price",
            t.commission_amount AS "Fee", t.realized_pnl AS "RealizedPnl", t.commission_asset AS "Currency", t.executed_at AS "ExecutedAt"

        """;
}
