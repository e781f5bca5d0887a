namespace TradingPlatform.MigrationEngine;

/// <summary>A process of an application that has registered and has not expired: it may use the schema at any moment.</summary>
/// <param name="Id">Its own id, made when it started.</param>
/// <param name="Name">The application, such as "tradingapi".</param>
/// <param name="Version">The application's version.</param>
/// <param name="Heads">The newest migrations that it was built with.</param>
/// <param name="Host">The machine.</param>
/// <param name="ProcessId">The process there.</param>
/// <param name="Since">When it registered.</param>
/// <param name="LastBeat">When it was last heard of, by the server's clock.</param>
/// <param name="ExpiresAt">When it counts as dead unless it beats again, by the server's clock.</param>
public sealed record ApplicationInstance(
    Guid Id,
    string Name,
    string Version,
    IReadOnlyList<string> Heads,
    string Host,
    int ProcessId,
    DateTimeOffset Since,
    DateTimeOffset LastBeat,
    DateTimeOffset ExpiresAt)
{
    /// <summary>Every migration that its build knows, those included that a squash of its build folds.</summary>
    internal IReadOnlySet<string> Migrations { get; init; } = new HashSet<string>();

    /// <summary>For a sentence: name, version, head and place.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Name} {Version} (process {ProcessId} on {Host}, built with {string.Join(" and ", Heads)}, alive until {ExpiresAt.UtcDateTime:HH:mm:ss} UTC unless it beats again)");
}
