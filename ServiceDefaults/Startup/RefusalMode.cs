namespace TradingPlatform.ServiceDefaults;

/// <summary>What a service does that may not work on its database.</summary>
public enum RefusalMode
{
    /// <summary>It does not listen until it may, and stops with one sentence where that takes too long or cannot become better.</summary>
    Stop,

    /// <summary>It runs and is not ready: <c>/health</c> and every request but <c>/alive</c> are answered with 503 until it may.</summary>
    Withhold,
}
