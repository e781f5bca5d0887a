namespace TradingPlatform.Data;

/// <summary>Where a strategy stands. <see cref="StrategyLifecycle"/> says which changes are allowed.</summary>
public enum StrategyStatus
{
    /// <summary>Defined, never started.</summary>
    Created,

    /// <summary>Watching the market.</summary>
    Running,

    /// <summary>Halted by its owner or an operator; may be started again.</summary>
    Stopped,

    /// <summary>Bought and sold; final.</summary>
    Completed,

    /// <summary>Halted by a failure; may be stopped, then started again.</summary>
    Error,
}
