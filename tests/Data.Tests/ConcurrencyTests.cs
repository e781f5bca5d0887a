using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data.Tests;

/// <summary>Where two actors edit a row, the second to save is told.</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Save_WhenSomebodyElseSavedInBetween_Fails()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var owner = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        var strategy = Sample.Strategy(user);
        owner.AddRange(user, strategy);
        await owner.SaveChangesAsync();

        await using (var runner = TradingSchema.Open(database.ConnectionString))
        {
            (await runner.Strategies.SingleAsync()).Status = StrategyStatus.Running;
            await runner.SaveChangesAsync();
        }
        strategy.StopLoss = 1m;

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => owner.SaveChangesAsync());
    }

    [Theory]
    [InlineData(typeof(User))]
    [InlineData(typeof(UserSession))]
    [InlineData(typeof(PasswordReset))]
    [InlineData(typeof(Strategy))]
    [InlineData(typeof(BrokerConnection))]
    [InlineData(typeof(ExchangeApiKey))]
    [InlineData(typeof(BotConfig))]
    [InlineData(typeof(BotState))]
    [InlineData(typeof(DeviceToken))]
    [InlineData(typeof(SystemSetting))]
    [InlineData(typeof(Order))]
    [InlineData(typeof(OrderSlice))]
    [InlineData(typeof(Position))]
    [InlineData(typeof(RegisteredModel))]
    [InlineData(typeof(Role))]
    [InlineData(typeof(ApiKey))]
    [InlineData(typeof(StrategyDefinition))]
    [InlineData(typeof(WorkTask))]
    public void Entity_ThatTwoActorsEdit_HasXminAsItsVersion(Type entity)
    {
        using var context = TradingSchema.Offline();

        var version = context.Model.FindEntityType(entity)!.GetProperties().Single(property => property.IsConcurrencyToken);

        Assert.Equal("xmin", version.GetColumnName());
    }
}
