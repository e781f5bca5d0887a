using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>What the strategies tried: a row for each attempt to place an order, with the request and the broker's answer.</summary>
internal static class DemoOrderLogs
{
    private const int AttemptsPerStrategy = 12;

    public static IEnumerable<OrderLog> Create(IReadOnlyList<Strategy> strategies)
    {
        var random = new SeedRandom(part: 5);
        return strategies
            .Where(strategy => strategy.Status != StrategyStatus.Created)
            .SelectMany(strategy => Enumerable.Range(0, AttemptsPerStrategy).Select(_ => Attempt(strategy, random)))
            .OrderBy(log => log.AttemptedAt)
            .ToList();
    }

    private static OrderLog Attempt(Strategy strategy, SeedRandom random)
    {
        var attemptedAt = random.NextMoment(days: 45);
        var status = random.Values.WeightedRandom(
            [OrderLogStatus.Success, OrderLogStatus.Failed, OrderLogStatus.Error],
            [0.9f, 0.07f, 0.03f]);
        var milliseconds = random.Values.Int(18, 420);
        var type = random.Values.Enum<OrderLogType>();
        return new OrderLog
        {
            PublicId = random.NextPublicId("log"),
            UserId = strategy.UserId,
            StrategyId = strategy.Id,
            OrderType = type,
            OrderData = JsonSerializer.SerializeToElement(new { symbol = strategy.Symbol, quantity = strategy.Quantity, simulated = strategy.IsSimulated }),
            Status = status,
            Result = status == OrderLogStatus.Success
                ? JsonSerializer.SerializeToElement(new { brokerOrderId = random.Values.ReplaceNumbers("##########") })
                : null,
            ErrorMessage = status switch
            {
                OrderLogStatus.Failed => "Insufficient margin.",
                OrderLogStatus.Error => "The broker did not answer in time.",
                _ => null,
            },
            AttemptedAt = attemptedAt,
            CompletedAt = attemptedAt.AddMilliseconds(milliseconds),
            ExecutionTimeMs = milliseconds,
        };
    }
}
