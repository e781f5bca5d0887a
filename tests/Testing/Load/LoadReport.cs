namespace TradingPlatform.Testing;

/// <summary>What the clients of a <see cref="ClientLoad"/> have seen.</summary>
/// <param name="Samples">Every request that was answered, in the order in which they were due.</param>
/// <param name="Missing">Requests that were due and have no answer.</param>
/// <param name="Errors">What the database refused, and answers that were wrong.</param>
public sealed record LoadReport(IReadOnlyList<LoadSample> Samples, long Missing, IReadOnlyList<string> Errors)
{
    /// <summary>The longest that anybody waited.</summary>
    public TimeSpan Worst => Samples.Max(sample => sample.Latency);

    /// <summary>The longest that anybody waited for locks.</summary>
    public TimeSpan WorstLockWait => Samples.Max(sample => sample.LockWait);

    /// <summary>99 of 100 waited no longer.</summary>
    public TimeSpan P99 => Samples.Select(sample => sample.Latency).Order().ElementAt(Samples.Count * 99 / 100);

    /// <summary>How many of a kind were answered.</summary>
    public long Count(LoadKind kind) => Samples.Count(sample => sample.Kind == kind);

    /// <summary>Without the requests that were due earlier.</summary>
    public LoadReport From(TimeSpan due) => this with { Samples = [.. Samples.Where(sample => sample.Due >= due)] };
}
