using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>Orders on their way to one spelling of canceled and to ranks, with the statements of applications of before and after.</summary>
public sealed class OrderConflictColumnsTests
{
    private const string Expand = "20260101000036_OrderConflictColumns";
    private const string Contract = "20260101000046_OrderConflictColumnsContract";
    private const string Ranks = "SELECT client_order_id, status, status_rank, is_terminal FROM execution.orders ORDER BY 1";

    [Fact]
    public async Task Backfills_SpellThenRank_AndLeaveUpdatedAt()
    {
        await using var database = await BeforeAsync();
        await AddAsync(database, "a", "cancelled");
        await AddAsync(database, "b", "filled");
        await AddAsync(database, "c", "suspended");
        var touched = await TradingSchema.RowsAsync(database.ConnectionString, "SELECT updated_at FROM execution.orders ORDER BY client_order_id");
        await TradingSchema.UpAsync(database.ConnectionString, Expand);

        await TradingSchema.BackfillAsync(database.ConnectionString, "orders-canceled-spelling");
        await TradingSchema.BackfillAsync(database.ConnectionString, "orders-conflict-columns");

        Assert.Equal(["a|canceled|4|True", "b|filled|5|True", "c|suspended|3|False"], await TradingSchema.RowsAsync(database.ConnectionString, Ranks));
        Assert.Equal(touched, await TradingSchema.RowsAsync(database.ConnectionString, "SELECT updated_at FROM execution.orders ORDER BY client_order_id"));
    }

    [Fact]
    public async Task Window_AnApplicationOfBefore_MayStillWriteTheLegacySpelling()
    {
        await using var database = await BeforeAsync();
        await AddAsync(database, "a", "cancelled");
        await TradingSchema.UpAsync(database.ConnectionString, Expand);

        await AddAsync(database, "b", "cancelled");
        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE execution.orders SET filled_qty = 0.5 WHERE client_order_id = 'a'");

        Assert.Equal(["a|canceled|4|True", "b|canceled|4|True"], await TradingSchema.RowsAsync(database.ConnectionString, Ranks));
        var age = await TradingSchema.RowsAsync(database.ConnectionString, "SELECT now() - updated_at < interval '1 hour' FROM execution.orders WHERE client_order_id = 'a'");
        Assert.Equal("True", Assert.Single(age));
    }

    [Fact]
    public async Task Down_GivesTheLegacySpellingBack()
    {
        await using var database = await BeforeAsync();
        await AddAsync(database, "a", "cancelled");
        await AddAsync(database, "b", "new");
        await TradingSchema.UpAsync(database.ConnectionString, Contract);
        Assert.Equal(["a|canceled|4|True", "b|new|2|False"], await TradingSchema.RowsAsync(database.ConnectionString, Ranks));

        await TradingSchema.DownAsync(database.ConnectionString, TradingSchema.ParentsOf(Expand)[0]);

        Assert.Equal(["a|cancelled", "b|new"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT client_order_id, status FROM execution.orders ORDER BY 1"));
    }

    [Fact]
    public async Task Trigger_RanksEveryStatusAsTheCodeDoes()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        foreach (var status in Enum.GetValues<OrderStatus>())
        {
            var order = Sample.Order($"{(int)status:000000000000000000000000}");
            order.Status = status;
            context.Add(order);
        }

        await context.SaveChangesAsync();

        Assert.All(context.Orders.Local, order => Assert.Equal((order.Status.Rank(), order.Status.IsTerminal()), (order.StatusRank, order.IsTerminal)));
    }

    private static async Task<TestDatabase> BeforeAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, TradingSchema.ParentsOf(Expand)[0]);
        return database;
    }

    private static Task AddAsync(TestDatabase database, string id, string status) => TradingSchema.ExecuteAsync(database.ConnectionString, $"""
        INSERT INTO execution.orders (client_order_id, strategy_id, symbol, side, qty, order_type, time_in_force, status, created_at, updated_at)
        VALUES ('{id}', 'alpha_baseline', 'AAPL', 'buy', 1, 'market', 'day', '{status}', '2024-03-10 14:30:00Z', '2024-03-10 15:30:00Z')
        """);
}
