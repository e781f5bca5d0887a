using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding.Load;

/// <summary>What holds for trades that people made holds for the load's too.</summary>
public sealed class LoadInvariantTests
{
    /// <summary>A name and how many rows are wrong.</summary>
    private const string Wrong =
        """
        WITH fills AS (
            SELECT client_order_id, count(*) AS trades, sum(qty) AS qty, round(sum(price * qty) / sum(qty), 10) AS average, max(executed_at) AS last
            FROM execution.trades GROUP BY 1),
        held AS (
            SELECT user_id, symbol, sum(CASE side WHEN 'buy' THEN qty ELSE -qty END) AS qty, sum(realized_pnl) AS realized,
                   sum(quote_qty) FILTER (WHERE source = 'manual') AS cost
            FROM execution.trades GROUP BY 1, 2),
        closed AS (
            SELECT side, realized_pnl, pnl, round(quote_qty - lag(quote_qty, 2) OVER in_order, 4) - commission_amount - lag(commission_amount, 2) OVER in_order AS left_over
            FROM execution.trades WHERE source = 'broker' WINDOW in_order AS (ORDER BY trade_id))
        SELECT 'order and its trades ' || count(*) FROM execution.orders o LEFT JOIN fills f USING (client_order_id)
        WHERE o.filled_qty <> coalesce(f.qty, 0) OR o.filled_avg_price IS DISTINCT FROM f.average OR o.filled_at IS DISTINCT FROM f.last
           OR (o.status = 'filled') <> (coalesce(f.trades, 0) = 2) OR (o.status = 'filled' AND o.filled_qty <> o.qty)
        UNION ALL
        SELECT 'key of an order ' || count(*) FROM execution.orders
        WHERE client_order_id <> left(encode(sha256(convert_to(concat_ws('|', upper(symbol), side, trim_scale(qty), trim_scale(limit_price), strategy_id,
              to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')), 'UTF8')), 'hex'), 24)
        UNION ALL
        SELECT 'rank of an order ' || count(*) FROM execution.orders
        WHERE status_rank <> CASE status WHEN 'filled' THEN 5 WHEN 'accepted' THEN 2 ELSE 4 END OR is_terminal <> (status_rank >= 4)
        UNION ALL
        SELECT 'trade and its order ' || count(*) FROM execution.trades t JOIN execution.orders o USING (client_order_id)
        WHERE (t.user_id, t.symbol, t.side, t.strategy_id, t.broker_order_id) IS DISTINCT FROM (o.user_id, o.symbol, o.side, o.strategy_id, o.broker_order_id)
           OR (t.side = 'buy' AND t.price > o.limit_price) OR (t.side = 'sell' AND t.price < o.limit_price)
        UNION ALL
        SELECT 'money of a trade ' || count(*) FROM execution.trades WHERE quote_qty <> price * qty OR commission_amount <> round(quote_qty / 1000, 4)
        UNION ALL
        SELECT 'profit ' || count(*) FROM closed WHERE (side = 'sell' AND (realized_pnl <> left_over OR pnl IS DISTINCT FROM realized_pnl)) OR (side = 'buy' AND realized_pnl <> 0)
        UNION ALL
        SELECT 'position ' || count(*) FROM execution.positions p FULL JOIN held h USING (user_id, symbol)
        WHERE (p.qty, p.realized_pl, p.avg_entry_price) IS DISTINCT FROM (h.qty, h.realized, round(h.cost / h.qty, 10))
           OR p.unrealized_pl <> round(p.current_price * h.qty - h.cost, 4)
        UNION ALL
        SELECT 'moment ' || count(*) FROM execution.trades WHERE executed_at NOT BETWEEN '2026-08-01 13:00+00' AND '2026-10-30 21:00+00'
        """;

    private const string Constraints = "SELECT conname::text FROM pg_constraint WHERE NOT convalidated";

    private const string Triggers = "SELECT tgname::text FROM pg_trigger WHERE tgenabled IN ('D', 'R')";

    /// <summary>For each foreign key of one column a query for the rows that it should have refused.</summary>
    private const string Orphans =
        """
        SELECT format('SELECT %L || count(*) FROM %s c WHERE c.%I IS NOT NULL AND NOT EXISTS (SELECT FROM %s p WHERE p.%I = c.%I)',
                      k.conname || ' ', k.conrelid::regclass, child.attname, k.confrelid::regclass, parent.attname, child.attname)
        FROM pg_constraint k
        JOIN pg_attribute child ON child.attrelid = k.conrelid AND child.attnum = k.conkey[1]
        JOIN pg_attribute parent ON parent.attrelid = k.confrelid AND parent.attnum = k.confkey[1]
        WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND k.conrelid::regclass::text ~ '^(identity|trading|execution)[.]'
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_LeavesNothingThatTheDatabaseOrTheDeskWouldRefuse(bool rowsAreChecked)
    {
        await using var database = await SeededDatabase.CreateAsync();
        if (rowsAreChecked) await CountRowsAsync(database);

        await database.LoadAsync(23_000);

        Assert.All(await database.TextsAsync(Wrong), row => Assert.EndsWith(" 0", row, StringComparison.Ordinal));
        Assert.Empty(await database.TextsAsync(Constraints));
        Assert.Empty(await database.TextsAsync(Triggers));
        var orphans = await database.TextsAsync(Orphans);
        Assert.Contains(orphans, query => query.Contains("fk_trades_orders_client_order_id", StringComparison.Ordinal));
        Assert.All(await database.TextsAsync(string.Join(" UNION ALL ", orphans)), row => Assert.EndsWith(" 0", row, StringComparison.Ordinal));
        if (rowsAreChecked) Assert.Equal(23_000, await database.ScalarAsync<long>("SELECT count(*) FROM seen"));
    }

    [Fact]
    public async Task Load_InProduction_IsRefused()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var process = Worker.StartWith(
            database.ConnectionString, new() { ["DOTNET_ENVIRONMENT"] = "Production" }, "seed", "--profile", "load", "--scale", "4");

        var (exitCode, output) = await process.EndAsync();

        Assert.Equal(8, exitCode);
        Assert.Contains("this is Production", output, StringComparison.Ordinal);
        Assert.Equal(0, await database.TradesAsync());
    }

    /// <summary>A trigger as an expand migration may leave behind: it has to see every row.</summary>
    private static Task CountRowsAsync(TestDatabase database) => database.ExecuteAsync(
        """
        CREATE TABLE seen (trade_id text);
        CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.seen VALUES (NEW.trade_id); RETURN NULL; END';
        CREATE TRIGGER tr_see AFTER INSERT ON execution.trades FOR EACH ROW EXECUTE FUNCTION see();
        """);
}
