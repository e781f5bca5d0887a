namespace TradingPlatform.Data;

/// <summary>Which changes of a strategy are allowed when.</summary>
public static class StrategyLifecycle
{
    /// <summary>created → running → stopped, completed or error; stopped → running; error → stopped.</summary>
    public static bool MayBecome(this StrategyStatus from, StrategyStatus to) => (from, to) switch
    {
        (StrategyStatus.Created, StrategyStatus.Running) => true,
        (StrategyStatus.Running, StrategyStatus.Stopped or StrategyStatus.Completed or StrategyStatus.Error) => true,
        (StrategyStatus.Stopped, StrategyStatus.Running) => true,
        (StrategyStatus.Error, StrategyStatus.Stopped) => true,
        _ => false,
    };

    /// <summary>A running strategy may not be deleted; while it runs only its stop-loss and sell time may change.</summary>
    public static bool MayBeDeleted(this StrategyStatus status) => status != StrategyStatus.Running;
}
