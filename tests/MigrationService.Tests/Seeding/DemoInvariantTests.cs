using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>What is true of the demo desk, asked of the database: each query finds the rows for which it is not.</summary>
public sealed class DemoInvariantTests
{
    [Fact]
    public async Task Orders_AgreeWithTheirIdsStatusSlicesAndChanges() => await AssertNoneAsync(new()
    {
        ["the id is the hash of what is ordered"] = """
            SELECT client_order_id FROM execution.orders
            WHERE parent_order_id IS NULL AND client_order_id <> left(encode(sha256(convert_to(concat_ws('|', upper(symbol), side, trim_scale(qty), coalesce(trim_scale(limit_price)::text, ''), strategy_id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')), 'UTF8')), 'hex'), 24)
            """,
        ["the id of a slice is the hash of its parent and number"] = """
            SELECT client_order_id FROM execution.orders
            WHERE parent_order_id IS NOT NULL AND client_order_id <> left(encode(sha256(convert_to(concat_ws('|', parent_order_id, 'slice', slice_num), 'UTF8')), 'hex'), 24)
            """,
        ["a filled order is filled wholly, and no other is"] = "SELECT client_order_id FROM execution.orders WHERE (status = 'filled') <> (filled_qty = qty) OR (status = 'filled') <> (filled_at IS NOT NULL)",
        ["an average price is there where something is filled"] = "SELECT client_order_id FROM execution.orders WHERE (filled_qty > 0) <> (filled_avg_price IS NOT NULL)",
        ["nothing is partially filled without a fill, or filled before it was sent"] = """
            SELECT client_order_id FROM execution.orders WHERE (status = 'partially_filled' AND filled_qty = 0)
            OR (status IN ('pending_new', 'dry_run', 'submitted', 'new', 'accepted', 'rejected', 'failed', 'blocked_kill_switch', 'blocked_circuit_breaker') AND filled_qty > 0)
            """,
        ["the broker knows what it took, and nothing else"] = """
            SELECT client_order_id FROM execution.orders WHERE total_slices IS NULL AND (broker_order_id IS NOT NULL) IS DISTINCT FROM
            (submitted_at IS NOT NULL AND status NOT IN ('submitted', 'submitted_unconfirmed'))
            """,
        ["what was held back, or never sent, was not submitted"] = "SELECT client_order_id FROM execution.orders WHERE status IN ('pending_new', 'dry_run', 'failed', 'blocked_kill_switch', 'blocked_circuit_breaker') AND submitted_at IS NOT NULL",
        ["what ended badly says why"] = "SELECT client_order_id FROM execution.orders WHERE status IN ('failed', 'rejected', 'blocked_kill_switch', 'blocked_circuit_breaker') AND error_message IS NULL",
        ["prices are there as the type has them"] = "SELECT client_order_id FROM execution.orders WHERE (limit_price IS NOT NULL) <> (order_type IN ('limit', 'stop_limit')) OR (stop_price IS NOT NULL) <> (order_type IN ('stop', 'stop_limit'))",
        ["moments are in order"] = "SELECT client_order_id FROM execution.orders WHERE created_at > submitted_at OR submitted_at > filled_at OR filled_at > updated_at OR created_at > updated_at",
        ["slices are as many as their parent says and sum to it"] = """
            SELECT o.client_order_id FROM execution.orders o LEFT JOIN (SELECT parent_order_id, count(*) AS n, max(slice_index) AS last, sum(qty) AS qty FROM execution.order_slices GROUP BY 1) s ON s.parent_order_id = o.client_order_id
            WHERE (o.total_slices IS NOT NULL) <> (s.n IS NOT NULL) OR s.n <> o.total_slices OR s.last <> o.total_slices - 1 OR s.qty <> o.qty OR (o.execution_style = 'twap') <> (o.total_slices IS NOT NULL)
            """,
        ["a slice agrees with the order that carries it out"] = """
            SELECT s.parent_order_id FROM execution.order_slices s LEFT JOIN execution.orders o ON o.client_order_id = s.client_order_id
            WHERE o.parent_order_id IS DISTINCT FROM s.parent_order_id OR o.slice_num <> s.slice_index OR o.qty <> s.qty OR o.scheduled_at <> s.scheduled_at
            OR o.status <> CASE s.status WHEN 'pending' THEN 'pending_new' WHEN 'scheduled' THEN 'pending_new' WHEN 'submitted' THEN 'accepted' ELSE s.status END
            """,
        ["a sliced order is filled as far as its slices"] = """
            SELECT p.client_order_id FROM execution.orders p JOIN execution.orders o ON o.parent_order_id = p.client_order_id
            GROUP BY p.client_order_id HAVING p.filled_qty <> sum(o.filled_qty) OR abs(p.filled_qty * coalesce(p.filled_avg_price, 0) - sum(o.filled_qty * coalesce(o.filled_avg_price, 0))) >= 0.005
            """,
        ["a replaced order has one successor, and only it and one whose change is under way have"] = """
            SELECT o.client_order_id FROM execution.orders o LEFT JOIN execution.orders n ON n.replaced_order_id = o.client_order_id
            GROUP BY o.client_order_id HAVING count(n.client_order_id) <> (CASE WHEN o.status IN ('replaced', 'pending_replace') THEN 1 ELSE 0 END)
            """,
        ["a change names the order that took the place, its differences are theirs, and the numbers have no gap"] = """
            SELECT m.id FROM execution.order_modifications m JOIN execution.orders n ON n.client_order_id = m.new_client_order_id JOIN execution.orders b ON b.client_order_id = n.replaced_order_id
            WHERE (m.changes #>> '{limit_price,to}')::numeric <> n.limit_price OR (m.changes #>> '{limit_price,from}')::numeric <> b.limit_price OR n.user_id <> b.user_id OR n.symbol <> b.symbol
            UNION ALL SELECT NULL FROM execution.order_modifications GROUP BY original_client_order_id HAVING max(modification_seq) <> count(*)
            UNION ALL SELECT NULL FROM execution.orders o WHERE replaced_order_id IS NOT NULL AND NOT EXISTS (SELECT FROM execution.order_modifications WHERE new_client_order_id = o.client_order_id)
            """,
        ["nobody has more open orders than the limits allow"] = "SELECT user_id FROM execution.orders WHERE NOT is_terminal AND parent_order_id IS NULL GROUP BY 1 HAVING count(*) > 10",
    });

    [Fact]
    public async Task Trades_AddUpToTheCent() => await AssertNoneAsync(new()
    {
        ["a trade is a fill of an order of the same person, symbol and side"] = """
            SELECT t.trade_id FROM execution.trades t LEFT JOIN execution.orders o ON o.client_order_id = t.client_order_id
            WHERE (o.user_id, o.symbol, o.side, o.strategy_id) IS DISTINCT FROM (t.user_id, t.symbol, t.side, t.strategy_id) OR t.broker_order_id IS DISTINCT FROM o.broker_order_id
            """,
        ["an order is filled as its trades say"] = """
            SELECT o.client_order_id FROM execution.orders o LEFT JOIN execution.trades t ON t.client_order_id = o.client_order_id AND NOT t.superseded
            WHERE o.total_slices IS NULL GROUP BY o.client_order_id HAVING o.filled_qty <> coalesce(sum(t.qty), 0) OR abs(coalesce(sum(t.quote_qty), 0) - o.filled_qty * coalesce(o.filled_avg_price, 0)) >= 0.005
            """,
        ["an order's limit is kept"] = """
            SELECT t.trade_id FROM execution.trades t JOIN execution.orders o USING (client_order_id) WHERE (t.side = 'buy' AND t.price > o.limit_price) OR (t.side = 'sell' AND t.price < o.limit_price)
            """,
        ["amounts are price times quantity"] = "SELECT trade_id FROM execution.trades WHERE quote_qty <> price * qty",
        ["commissions are whole cents of the amount"] = "SELECT trade_id FROM execution.trades WHERE commission_amount <> round(commission_amount, 2) OR abs(commission_amount - quote_qty * CASE commission_asset WHEN 'USDT' THEN 0.001 ELSE 0.0003 END) > 0.005",
        ["profits, costs and fees of a position add up"] = """
            SELECT user_id, symbol FROM execution.positions p JOIN execution.trades t USING (user_id, symbol) WHERE NOT t.superseded GROUP BY user_id, symbol
            HAVING abs(sum(t.realized_pnl) - (sum(CASE side WHEN 'sell' THEN quote_qty ELSE -quote_qty END) - sum(commission_amount) + p.qty * p.avg_entry_price)) >= 0.005
            """,
        ["a position is the sum of its trades, and its profit is theirs"] = """
            SELECT user_id, symbol FROM execution.positions p FULL JOIN (SELECT user_id, symbol, sum(CASE side WHEN 'buy' THEN qty ELSE -qty END) AS qty, sum(realized_pnl) AS realized FROM execution.trades WHERE NOT superseded GROUP BY 1, 2) t USING (user_id, symbol)
            WHERE (p.qty, p.realized_pl) IS DISTINCT FROM (t.qty, t.realized)
            """,
        ["what is open is valued at the last price"] = "SELECT user_id FROM execution.positions WHERE unrealized_pl <> round((current_price - avg_entry_price) * qty, 4)",
        ["a trade that opens realizes its commission alone"] = """
            SELECT trade_id FROM (SELECT *, sum(CASE side WHEN 'buy' THEN qty ELSE -qty END) OVER (PARTITION BY user_id, symbol ORDER BY executed_at, trade_id) - CASE side WHEN 'buy' THEN qty ELSE -qty END AS held FROM execution.trades WHERE NOT superseded) t
            WHERE ((held >= 0 AND side = 'buy') OR (held <= 0 AND side = 'sell')) AND realized_pnl <> -commission_amount
            """,
        ["a bot's round trip earned what its trades say, but for what is still open"] = """
            SELECT t.bot_config_id FROM execution.trades t JOIN trading.bot_states s USING (bot_config_id)
            WHERE NOT s.in_position OR t.executed_at <= (SELECT max(executed_at) FROM execution.trades l WHERE l.bot_config_id = t.bot_config_id AND l.side = 'sell')
            GROUP BY 1 HAVING sum(pnl) <> sum(CASE side WHEN 'sell' THEN quote_qty ELSE -quote_qty END) - sum(commission_amount)
            """,
        ["a bot holds what its trades left"] = """
            SELECT bot_config_id FROM trading.bot_states s LEFT JOIN execution.trades t USING (bot_config_id)
            GROUP BY bot_config_id HAVING coalesce(sum(CASE t.side WHEN 'buy' THEN t.qty ELSE -t.qty END), 0) <> coalesce(s.current_position_size, 0) OR s.in_position <> (s.current_position_size IS NOT NULL)
            """,
        ["a bot's day is that of its trades"] = """
            SELECT s.bot_config_id FROM trading.bot_states s LEFT JOIN execution.trades t ON t.bot_config_id = s.bot_config_id AND t.pnl IS NOT NULL AND t.executed_at >= '2026-10-30Z'
            GROUP BY s.bot_config_id HAVING (s.daily_pnl, s.daily_trades_count) IS DISTINCT FROM (coalesce(sum(t.pnl), 0), count(t.trade_id))
            """,
        ["what reconciliation made up has been replaced by the broker's report"] = """
            SELECT s.trade_id FROM execution.trades s LEFT JOIN execution.trades t ON t.client_order_id = s.client_order_id AND t.qty = s.qty AND t.price = s.price AND t.source = 'broker'
            WHERE s.superseded AND (t.trade_id IS NULL OR NOT s.synthetic OR s.realized_pnl <> 0)
            """,
    });

    [Fact]
    public async Task Markets_HaveSessionsAndGaps()
    {
        const string Local = "executed_at AT TIME ZONE CASE commission_asset WHEN 'USD' THEN INTERVAL '-4 hours' ELSE INTERVAL '5 hours 30 minutes' END";
        await AssertNoneAsync(new()
        {
            ["shares are traded on weekdays, in the session"] = $"""
                SELECT trade_id FROM execution.trades WHERE commission_asset <> 'USDT' AND (extract(isodow FROM {Local}) > 5
                OR ({Local})::time NOT BETWEEN CASE commission_asset WHEN 'USD' THEN time '09:30' ELSE time '09:15' END AND CASE commission_asset WHEN 'USD' THEN time '16:00' ELSE time '15:30' END)
                """,
            ["strategies try shares in the session"] = """
                SELECT id FROM (SELECT l.id, order_data ->> 'symbol' AS symbol, attempted_at AT TIME ZONE CASE WHEN order_data ->> 'symbol' IN ('AAPL', 'MSFT', 'NVDA') THEN INTERVAL '-4 hours' ELSE INTERVAL '5 hours 30 minutes' END AS local FROM execution.order_logs l) l
                WHERE symbol NOT LIKE '%USDT' AND (extract(isodow FROM local) > 5 OR local::time NOT BETWEEN time '09:15' AND time '16:00')
                """,
            ["nothing happens after the desk's clock"] = "SELECT trade_id FROM execution.trades WHERE executed_at > '2026-10-30 21:00Z' UNION ALL SELECT client_order_id FROM execution.orders WHERE created_at > '2026-10-30 21:00Z'",
            ["a price walks: within an hour it stays near"] = """
                SELECT trade_id FROM (SELECT *, lag(price) OVER w AS before, executed_at - lag(executed_at) OVER w AS pause FROM execution.trades WHERE NOT superseded WINDOW w AS (PARTITION BY symbol ORDER BY executed_at, trade_id)) t
                WHERE pause < interval '1 hour' AND abs(price / before - 1) > 0.04
                """,
        });
        await using var database = await DemoDatabase.CreateAsync();
        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM execution.trades WHERE commission_asset = 'USDT' AND extract(isodow FROM executed_at AT TIME ZONE 'UTC') > 5") > 100);
        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM execution.positions WHERE qty < 0") > 0, "Nobody is short.");
    }

    [Fact]
    public async Task Strategies_AreWhereTheirLogsLeftThem() => await AssertNoneAsync(new()
    {
        ["a log ended when it says"] = "SELECT id FROM execution.order_logs WHERE completed_at IS DISTINCT FROM attempted_at + execution_time_ms * interval '1 millisecond' OR (status = 'attempting') <> (completed_at IS NULL)",
        ["a log has an answer or a reason"] = "SELECT id FROM execution.order_logs WHERE (status = 'success') <> (result IS NOT NULL) OR (status IN ('failed', 'error')) <> (error_message IS NOT NULL)",
        ["a log of a real order names it"] = """
            SELECT l.id FROM execution.order_logs l JOIN trading.strategies s ON s.id = l.strategy_id LEFT JOIN execution.orders o ON o.client_order_id = l.result ->> 'orderId'
            WHERE l.status = 'success' AND ((o.client_order_id IS NULL) <> s.is_simulated OR (o.user_id, o.qty, o.symbol) IS DISTINCT FROM (CASE WHEN s.is_simulated THEN NULL ELSE s.user_id END, CASE WHEN s.is_simulated THEN NULL ELSE s.quantity END, CASE WHEN s.is_simulated THEN NULL ELSE s.symbol END))
            """,
        ["logs are of the strategy's owner"] = "SELECT l.id FROM execution.order_logs l JOIN trading.strategies s ON s.id = l.strategy_id WHERE l.user_id <> s.user_id",
        ["what was never started has tried nothing"] = "SELECT s.id FROM trading.strategies s WHERE (status = 'created') = EXISTS (SELECT FROM execution.order_logs WHERE strategy_id = s.id)",
        ["the position is that of the last success"] = """
            SELECT s.id FROM trading.strategies s JOIN LATERAL (SELECT order_type FROM execution.order_logs WHERE strategy_id = s.id AND status = 'success' ORDER BY attempted_at DESC LIMIT 1) l ON true
            WHERE s.status <> 'stopped' AND s.position <> CASE l.order_type WHEN 'buy' THEN 'bought' WHEN 'sell' THEN 'sold' ELSE 'sl_hit' END
            """,
        ["prices are there as the position says"] = "SELECT id FROM trading.strategies WHERE (position <> 'none') <> (entry_price IS NOT NULL) OR (position IN ('sold', 'sl_hit')) <> (exit_price IS NOT NULL)",
        ["a stop loss lies below the entry and was reached where it says so"] = "SELECT id FROM trading.strategies WHERE stop_loss >= entry_price OR (position = 'sl_hit' AND exit_price > stop_loss)",
        ["what runs belongs to somebody who may sign in"] = "SELECT s.id FROM trading.strategies s JOIN identity.users u ON u.id = s.user_id WHERE s.status = 'running' AND u.status <> 'active'",
        ["nobody has more strategies than the platform allows"] = "SELECT user_id FROM trading.strategies GROUP BY 1 HAVING count(*) > 10",
    });

    [Fact]
    public async Task Research_TotalsAreTheSumsOfTheirDays() => await AssertNoneAsync(new()
    {
        ["a backtest's totals are the sums of its days"] = """
            SELECT b.id FROM research.backtests b, LATERAL (SELECT sum((d ->> 'pnl')::numeric) AS pnl, sum((d ->> 'fees')::numeric) AS fees, sum((d ->> 'trades')::int) AS trades, sum((d ->> 'winning')::int) AS won,
                min((d ->> 'date')::date) AS first, max((d ->> 'date')::date) AS last FROM jsonb_array_elements(b.daily_results) d) s
            WHERE (b.final_capital, b.total_fees, b.total_trades, b.winning_trades, b.losing_trades, b.start_date, b.end_date) IS DISTINCT FROM (b.initial_capital + s.pnl, s.fees, s.trades, s.won, s.trades - s.won, s.first, s.last)
            OR b.total_return <> round(s.pnl * 100 / b.initial_capital, 4) OR b.win_rate <> round(s.won * 100.0 / s.trades, 4) OR b.avg_profit <> round(s.pnl / s.trades, 4)
            """,
        ["a backtest's months are the sums of its days"] = """
            SELECT id FROM (SELECT id, left(d ->> 'date', 7) AS month, sum((d ->> 'pnl')::numeric) AS pnl, sum((d ->> 'trades')::int) AS trades, sum((d ->> 'fees')::numeric) AS fees FROM research.backtests, jsonb_array_elements(daily_results) d GROUP BY 1, 2) days
            FULL JOIN (SELECT id, m ->> 'month' AS month, (m ->> 'pnl')::numeric AS pnl, (m ->> 'trades')::int AS trades, (m ->> 'fees')::numeric AS fees FROM research.backtests, jsonb_array_elements(monthly_results) m) months USING (id, month)
            WHERE (days.pnl, days.trades, days.fees) IS DISTINCT FROM (months.pnl, months.trades, months.fees)
            """,
        ["the equity follows the days"] = """
            SELECT id FROM (SELECT b.id, b.initial_capital + sum((d.value ->> 'pnl')::numeric) OVER (PARTITION BY b.id ORDER BY d.ordinality) AS equity, (d.value ->> 'equity')::numeric AS said FROM research.backtests b, jsonb_array_elements(b.daily_results) WITH ORDINALITY d) e
            WHERE equity <> said
            """,
        ["exactly one model of a name is active"] = "SELECT strategy_name FROM research.model_registry GROUP BY 1 HAVING count(*) FILTER (WHERE status = 'active') <> 1",
        ["a model has served since it was activated"] = "SELECT id FROM research.model_registry WHERE (status IN ('active', 'inactive')) <> (activated_at IS NOT NULL) OR (status = 'inactive') <> (deactivated_at IS NOT NULL) OR activated_at > deactivated_at",
        ["models and runs are of the catalogue"] = "SELECT strategy_name FROM research.model_registry WHERE strategy_name NOT IN (SELECT strategy_id FROM trading.strategy_definitions) UNION ALL SELECT strategy_id FROM execution.orchestration_runs WHERE strategy_id NOT IN (SELECT strategy_id FROM trading.strategy_definitions)",
        ["a run counts its orders"] = """
            SELECT r.run_id FROM execution.orchestration_runs r LEFT JOIN execution.signal_order_mappings m USING (run_id) LEFT JOIN execution.orders o ON o.client_order_id = m.client_order_id
            GROUP BY r.id HAVING (r.num_signals, r.num_orders_submitted, r.num_orders_accepted, r.num_orders_rejected, r.num_orders_filled) IS DISTINCT FROM
            (count(m.id)::int, count(m.client_order_id)::int, (count(o.broker_order_id) - count(*) FILTER (WHERE o.status = 'rejected'))::int, (count(*) FILTER (WHERE o.status = 'rejected'))::int, (count(*) FILTER (WHERE o.status = 'filled'))::int)
            """,
        ["a signal has a real order or a reason for none"] = """
            SELECT m.id FROM execution.signal_order_mappings m LEFT JOIN execution.orders o ON o.client_order_id = m.client_order_id
            WHERE (m.skip_reason IS NULL) <> (o.client_order_id IS NOT NULL) OR (m.client_order_id IS NULL) <> (o.client_order_id IS NULL)
            OR (m.order_qty, m.order_side, m.order_status, m.filled_qty, m.broker_order_id, m.symbol) IS DISTINCT FROM (o.qty, o.side, o.status, o.filled_qty, o.broker_order_id, coalesce(o.symbol, m.symbol))
            """,
        ["a run ends as its status says"] = "SELECT id FROM execution.orchestration_runs WHERE (status = 'running') <> (completed_at IS NULL) OR (status = 'failed') <> (error_message IS NOT NULL) OR completed_at <> started_at + duration_seconds * interval '1 second'",
    });

    [Fact]
    public async Task People_AndWhatTheyHave_BelongTogether() => await AssertNoneAsync(new()
    {
        ["everybody has a role"] = "SELECT id FROM identity.users u WHERE NOT EXISTS (SELECT FROM identity.user_roles WHERE user_id = u.id)",
        ["a renewed session names its successor"] = "SELECT s.id FROM identity.user_sessions s JOIN identity.user_sessions n ON n.id = s.replaced_by_session_id WHERE n.user_id <> s.user_id OR s.revoked_at IS NULL OR n.created_at < s.revoked_at",
        ["who may not sign in has no live session"] = "SELECT s.id FROM identity.user_sessions s JOIN identity.users u ON u.id = s.user_id WHERE u.status <> 'active' AND s.revoked_at IS NULL",
        ["a reset is used within its hour"] = "SELECT id FROM identity.password_resets WHERE used_at > expires_at OR expires_at <> created_at + interval '1 hour'",
        ["credentials have a key"] = "SELECT id FROM trading.broker_connections WHERE encrypted_api_key_key_id IS NULL OR (status = 'connected' AND encrypted_access_token IS NULL) UNION ALL SELECT id FROM trading.exchange_api_keys WHERE encrypted_secret_key_key_id IS NULL",
        ["a connection that failed says why"] = "SELECT id FROM trading.broker_connections WHERE (status IN ('error', 'token_expired')) <> (last_error IS NOT NULL) OR (last_error IS NOT NULL) = is_valid OR (status = 'token_expired' AND token_expires_at > '2026-10-30 21:00Z')",
        ["a bot trades coins with its owner's key"] = "SELECT b.id FROM trading.bot_configs b JOIN trading.exchange_api_keys k ON k.id = b.exchange_api_key_id WHERE k.user_id <> b.user_id",
        ["a bot is meant to run where it does"] = "SELECT b.id FROM trading.bot_configs b LEFT JOIN trading.bot_states s ON s.bot_config_id = b.id WHERE s.status IS NULL OR b.is_active <> (s.status IN ('running', 'waiting', 'pending')) OR (s.status = 'error') <> (s.last_error_message IS NOT NULL)",
        ["who trades by an algorithm may use it"] = "SELECT DISTINCT o.user_id, o.strategy_id FROM execution.orders o JOIN identity.user_roles r ON r.user_id = o.user_id AND r.role = 'trader' WHERE NOT EXISTS (SELECT FROM trading.user_strategy_access a WHERE a.user_id = o.user_id AND a.strategy_id = o.strategy_id)",
        ["tags on tasks are their owner's"] = "SELECT t.id FROM workspace.task_tags x JOIN workspace.tasks t ON t.id = x.task_id JOIN workspace.tags g ON g.id = x.tag_id WHERE t.user_id <> g.user_id",
        ["tasks are about the owner's things"] = "SELECT t.id FROM workspace.tasks t JOIN trading.strategies s ON s.id = t.strategy_id WHERE s.user_id <> t.user_id UNION ALL SELECT t.id FROM workspace.tasks t JOIN execution.orders o USING (client_order_id) WHERE o.user_id <> t.user_id",
        ["what recurs has a next time"] = "SELECT id FROM workspace.tasks WHERE is_recurring AND due_date IS NULL",
        ["questions are answered in turn"] = "SELECT conversation_id FROM (SELECT conversation_id, role, row_number() OVER (PARTITION BY conversation_id ORDER BY created_at) AS n FROM workspace.messages) m WHERE role <> CASE n % 2 WHEN 1 THEN 'user' ELSE 'assistant' END",
        ["a conversation ends with its last message"] = "SELECT c.id FROM workspace.conversations c LEFT JOIN workspace.messages m ON m.conversation_id = c.id GROUP BY c.id HAVING max(m.created_at) IS DISTINCT FROM c.updated_at - interval '10 seconds'",
        ["a notification is put away after it was read"] = "SELECT id FROM notifications.notifications WHERE dismissed_at < read_at OR read_at < created_at OR (dismissed_at IS NOT NULL AND read_at IS NULL)",
        ["a notification of a trade is of a real one"] = "SELECT n.id FROM notifications.notifications n LEFT JOIN execution.trades t ON t.trade_id = n.payload ->> 'trade' WHERE n.type = 'order_executed' AND t.user_id IS DISTINCT FROM n.user_id",
        ["a summary is the sum of the day's trades"] = "SELECT n.id FROM notifications.notifications n WHERE type = 'daily_summary' AND (payload ->> 'realized')::numeric <> (SELECT sum(realized_pnl) FROM execution.trades t WHERE t.user_id = n.user_id AND NOT superseded AND executed_at::date = (payload ->> 'day')::date)",
        ["a device in use has a token"] = "SELECT id FROM notifications.device_tokens WHERE (revoked_at IS NULL) <> (encrypted_token IS NOT NULL)",
        ["an order in the audit is a real one, of the actor"] = "SELECT a.id FROM audit.audit_log a LEFT JOIN execution.orders o ON o.client_order_id = a.resource_id WHERE a.resource_type = 'order' AND a.resource_id IS NOT NULL AND (o.user_id, o.created_at) IS DISTINCT FROM (a.actor_user_id, a.occurred_at)",
        ["every decision of a person is in the audit"] = "SELECT client_order_id FROM execution.orders o WHERE strategy_id = 'discretionary' AND parent_order_id IS NULL AND NOT EXISTS (SELECT FROM audit.audit_log WHERE resource_type = 'order' AND resource_id = o.client_order_id)",
        ["a session in the audit is the actor's"] = "SELECT a.id FROM audit.audit_log a JOIN identity.user_sessions s ON s.id = a.session_id WHERE s.user_id <> a.actor_user_id OR s.created_at > a.occurred_at",
        ["what was denied says why"] = "SELECT id FROM audit.audit_log WHERE outcome <> 'success' AND reason IS NULL",
    });

    [Fact]
    public async Task Tables_AreNotEmptyAndEveryValueOfEveryEnumerationIsThere()
    {
        await using var database = await DemoDatabase.CreateAsync();
        await using var context = database.Context();
        var missing = new List<string>();
        foreach (var entity in context.Model.GetEntityTypes())
        {
            var table = entity.GetSchemaQualifiedTableName()!;
            if (await database.ScalarAsync<long>($"SELECT count(*) FROM {table}") == 0) missing.Add($"{table} is empty");
            foreach (var property in entity.GetProperties().Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum))
            {
                var values = Enum.GetValues(Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).Cast<object>();
                var stored = await database.ScalarAsync<string[]>($"SELECT coalesce(array_agg(DISTINCT {property.GetColumnName()}::text), ARRAY[]::text[]) FROM {table}");
                var converter = property.GetRelationalTypeMapping().Converter!;
                missing.AddRange(values.Select(value => (string)converter.ConvertToProvider(value)!).Except(stored).Select(value => $"{table}.{property.GetColumnName()} is never {value}"));
            }
        }

        Assert.Empty(missing);
        Assert.Equal(AccessCatalogue.AllRoles.Count, await database.ScalarAsync<long>("SELECT count(DISTINCT role) FROM identity.user_roles"));
    }

    private static async Task AssertNoneAsync(Dictionary<string, string> queries)
    {
        await using var database = await DemoDatabase.CreateAsync();
        await using var connection = await database.ConnectAsync();
        var broken = new List<string>();
        foreach (var (statement, query) in queries)
        {
            await using var command = new NpgsqlCommand($"SELECT count(*), min(r::text) FROM ({query}) AS r", connection);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            if (reader.GetInt64(0) > 0) broken.Add(string.Create(CultureInfo.InvariantCulture, $"{statement}: not for {reader.GetInt64(0)}, such as {reader.GetString(1)}"));
        }

        Assert.Empty(broken);
    }
}
