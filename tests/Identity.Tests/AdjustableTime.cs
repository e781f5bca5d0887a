namespace TradingPlatform.Identity.Tests;

/// <summary>The system's clock, put forward by a test.</summary>
internal sealed class AdjustableTime : TimeProvider
{
    private TimeSpan _ahead;

    public void Advance(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;
}
