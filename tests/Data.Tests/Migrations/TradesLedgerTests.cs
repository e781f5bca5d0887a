using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>Trades on their way to a ledger: what orders and bots know of the trades of before.</summary>
public sealed class TradesLedgerTests
{
    private const string Expand = "20260101000039_TradesLedger";
    private const string Contract = "20260101000040_RealizedPnlNotNull";

    [Fact]
    public async Task Backfills_TakeFromTheBotThenFromTheOrdersMetadata_AndTheStrategyFromTheOrder()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, TradingSchema.ParentsOf(Expand)[0]);
        await AddAsync(database);
        await TradingSchema.UpAsync(database.ConnectionString, Contract);

        Assert.Equal(
            ["bot|12.5||broker|False|False", "neither|0|alpha_baseline|broker|False|False", "order|-3.25|alpha_baseline|broker|False|False"],
            await TradingSchema.RowsAsync(database.ConnectionString, """
                SELECT trade_id, realized_pnl::float8, strategy_id, source, synthetic, superseded FROM execution.trades ORDER BY 1
                """));
    }

    [Fact]
    public async Task Contract_ATradeOfAnApplicationThatDoesNotNameTheProfit_RealizesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Contract);

        await AddAsync(database);

        Assert.Equal(["0", "0", "0"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT realized_pnl::float8 FROM execution.trades"));
    }

    /// <summary>A build of after the contraction works before it already: what it writes, it can read, and no backfill has to come by again.</summary>
    [Fact]
    public async Task Window_ATradeThatThisBuildWrites_NamesWhatItRealized()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Expand);
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();

        context.AddRange(user, Sample.Trade(user));
        await context.SaveChangesAsync();

        Assert.Equal(["0"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT realized_pnl::float8 FROM execution.trades"));
    }

    private static Task AddAsync(TestDatabase database) => TradingSchema.ExecuteAsync(database.ConnectionString, """
        INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status)
        VALUES ('00000000-0000-7000-8000-00000000000a', 'usr_00000000000a', 'a@example.com', 'hash', 'Trader', 'active');
        INSERT INTO execution.orders (client_order_id, strategy_id, symbol, side, qty, order_type, time_in_force, status, metadata) VALUES
            ('noted', 'alpha_baseline', 'AAPL', 'sell', 1, 'market', 'day', 'filled', '{"realized_pnl": "-3.25"}'),
            ('silent', 'alpha_baseline', 'AAPL', 'sell', 1, 'market', 'day', 'filled', '{"realized_pnl": "much"}');
        INSERT INTO execution.trades (trade_id, user_id, client_order_id, symbol, side, price, qty, pnl, executed_at) VALUES
            ('bot', '00000000-0000-7000-8000-00000000000a', NULL, 'AAPL', 'sell', 1, 1, 12.5, now()),
            ('order', '00000000-0000-7000-8000-00000000000a', 'noted', 'AAPL', 'sell', 1, 1, NULL, now()),
            ('neither', '00000000-0000-7000-8000-00000000000a', 'silent', 'AAPL', 'sell', 1, 1, NULL, now());
        """);
}
