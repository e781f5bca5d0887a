namespace TradingPlatform.Rollout;

internal sealed class Trader
{
    public long Id { get; set; }

    public required string Name { get; set; }
}
