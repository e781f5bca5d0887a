namespace TradingPlatform.Data;

/// <summary>A save would break a rule of <see cref="StrategyLifecycle"/>. Nothing was written. The message is one sentence, and says what to do.</summary>
/// <param name="message">The sentence.</param>
public sealed class StrategyRuleException(string message) : Exception(message);
