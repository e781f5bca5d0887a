namespace TradingPlatform.ServiceDefaults;

/// <summary>Whether a service may start on the database that it finds.</summary>
/// <param name="MayStart">True when it may.</param>
/// <param name="Reason">One sentence: what is missing and what to do. Not read when <paramref name="MayStart"/> is true.</param>
public sealed record StartupVerdict(bool MayStart, string Reason);
