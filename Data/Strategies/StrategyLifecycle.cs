using System.Collections.Frozen;

namespace TradingPlatform.Data;

/// <summary>Which changes of a strategy are allowed when.</summary>
public static class StrategyLifecycle
{
    // What its owner has planned. All else is the runner's to write.
    private static readonly FrozenSet<string> FixedWhileRunning = FrozenSet.Create(
        nameof(Strategy.Symbol), nameof(Strategy.BuyTime), nameof(Strategy.Quantity), nameof(Strategy.IsSimulated));

    /// <summary>created → running → stopped, completed or error; stopped → running; error → stopped.</summary>
    public static bool MayBecome(this StrategyStatus from, StrategyStatus to) => (from, to) switch
    {
        (StrategyStatus.Created, StrategyStatus.Running) => true,
        (StrategyStatus.Running, StrategyStatus.Stopped or StrategyStatus.Completed or StrategyStatus.Error) => true,
        (StrategyStatus.Stopped, StrategyStatus.Running) => true,
        (StrategyStatus.Error, StrategyStatus.Stopped) => true,
        _ => false,
    };

    /// <summary>
    /// Whether a property may get another value. Of what the owner has planned, only the stop-loss and the sell time may while it runs; what the
    /// runner keeps (position, prices, last action) always may.
    /// </summary>
    /// <param name="status">Where the strategy stands before the change.</param>
    /// <param name="property">The name of a property of <see cref="Strategy"/>.</param>
    public static bool MayChange(this StrategyStatus status, string property) => status != StrategyStatus.Running || !FixedWhileRunning.Contains(property);

    /// <summary>A strategy may be deleted unless it runs.</summary>
    public static bool MayBeDeleted(this StrategyStatus status) => status != StrategyStatus.Running;
}
