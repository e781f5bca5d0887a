namespace TradingPlatform.Testing;

/// <summary>One answered request.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Due">When it should have been sent, counted from the start of the load.</param>
/// <param name="Latency">From then until its answer: what a client waits who does not know that others are waiting.</param>
/// <param name="LockWait">For how much of it the server had it wait for locks of others; waits below 2 ms are not counted.</param>
public readonly record struct LoadSample(LoadKind Kind, TimeSpan Due, TimeSpan Latency, TimeSpan LockWait);
