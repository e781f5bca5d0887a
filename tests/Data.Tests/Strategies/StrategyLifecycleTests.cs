using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

public sealed class StrategyLifecycleTests
{
    /// <summary>Each column, a change of it, and whether it may change while the strategy runs.</summary>
    public static TheoryData<string, Action<Strategy>, bool> Changes => new()
    {
        { "symbol", strategy => strategy.Symbol = "TCS", false },
        { "buy_time", strategy => strategy.BuyTime = new TimeOnly(9, 31), false },
        { "sell_time", strategy => strategy.SellTime = new TimeOnly(15, 31), true },
        { "stop_loss", strategy => strategy.StopLoss = 1.5m, true },
        { "quantity", strategy => strategy.Quantity = 77, false },
        { "is_simulated", strategy => strategy.IsSimulated = !strategy.IsSimulated, false },
        { "position", strategy => strategy.Position = StrategyPosition.Bought, true },
        { "entry_price", strategy => strategy.EntryPrice = 10, true },
        { "exit_price", strategy => strategy.ExitPrice = 11, true },
        { "last_action", strategy => strategy.LastAction = "bought", true },
    };

    [Fact]
    public void MayBecome_AllowsExactlyTheDocumentedTransitions()
    {
        var states = Enum.GetValues<StrategyStatus>();

        var allowed = from a in states from b in states where a.MayBecome(b) select $"{a}>{b}";

        Assert.Equal(
            ["Created>Running", "Running>Stopped", "Running>Completed", "Running>Error", "Stopped>Running", "Error>Stopped"],
            allowed);
    }

    [Fact]
    public void MayBeDeleted_IsRefusedWhileRunningOnly()
    {
        Assert.Equal([StrategyStatus.Running], Enum.GetValues<StrategyStatus>().Where(status => !status.MayBeDeleted()));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Save_OfAChangeWhileItRuns_IsRefusedButForStopLossAndSellTime(string column, Action<Strategy> change, bool isAllowed)
    {
        await using var database = await StrategyAsync(StrategyStatus.Running);
        await using var context = TradingSchema.Open(database.ConnectionString);
        var strategy = await context.Strategies.SingleAsync();
        change(strategy);

        if (isAllowed)
        {
            Assert.Equal(1, await context.SaveChangesAsync());
            return;
        }

        var refusal = await Assert.ThrowsAsync<StrategyRuleException>(() => context.SaveChangesAsync());
        Assert.Equal($"Strategy {strategy.PublicId} is running: stop it before {column} may change; stop_loss and sell_time may at any time.", refusal.Message);

        strategy.Status = StrategyStatus.Stopped;
        Assert.Throws<StrategyRuleException>(() => context.SaveChanges());
        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE trading.strategies SET status = 'stopped'");
        await context.Entry(strategy).ReloadAsync();
        change(strategy);
        Assert.Equal(1, context.SaveChanges());
    }

    [Fact]
    public async Task Save_OfATransitionOrADeletionThatIsNone_IsRefused()
    {
        await using var database = await StrategyAsync(StrategyStatus.Running);
        await using var context = TradingSchema.Open(database.ConnectionString);
        var strategy = await context.Strategies.SingleAsync();

        context.Remove(strategy);
        Assert.Contains("is running: stop it before it is deleted.", (await Assert.ThrowsAsync<StrategyRuleException>(() => context.SaveChangesAsync())).Message, StringComparison.Ordinal);
        context.Entry(strategy).State = EntityState.Unchanged;

        strategy.Status = StrategyStatus.Completed;
        Assert.Equal(1, await context.SaveChangesAsync());
        strategy.Status = StrategyStatus.Running;
        Assert.Contains("is completed, from which it cannot become running.", (await Assert.ThrowsAsync<StrategyRuleException>(() => context.SaveChangesAsync())).Message, StringComparison.Ordinal);

        context.Entry(strategy).State = EntityState.Unchanged;
        context.Remove(strategy);
        Assert.Equal(1, await context.SaveChangesAsync());
    }

    private static async Task<TestDatabase> StrategyAsync(StrategyStatus status)
    {
        var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        var strategy = Sample.Strategy(user);
        strategy.Status = status;
        context.AddRange(user, strategy);
        await context.SaveChangesAsync();
        return database;
    }
}
