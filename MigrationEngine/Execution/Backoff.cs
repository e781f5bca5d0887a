namespace TradingPlatform.MigrationEngine;

/// <summary>Pauses that double, with jitter, so that what collided once does not collide again in step.</summary>
internal static class Backoff
{
    /// <summary>The pause after attempt <paramref name="attempt"/> (from 1): between half and all of the doubled delay.</summary>
    public static TimeSpan After(int attempt, MigrationEngineOptions options)
    {
        var doubled = options.RetryInitialDelay * Math.Pow(2, Math.Min(attempt - 1, 20));
        var capped = doubled < options.RetryMaximumDelay ? doubled : options.RetryMaximumDelay;
        return capped * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
