using TradingPlatform.MigrationService.Seeding.Load;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What a seed run is asked for.</summary>
/// <param name="Profile">How much; null where <see cref="Only"/> says what.</param>
internal sealed record SeedRequest(SeedProfile? Profile)
{
    /// <summary>The parts that are wanted, by name; what they depend on comes along. Default: empty, which is all of the profile's.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Whether the parts are taken away first. Default: false.</summary>
    public bool Reset { get; init; }

    /// <summary>Whether everything is rolled back in the end: what would be done is counted, not done. Default: false.</summary>
    public bool DryRun { get; init; }

    /// <summary>How large a load is wanted, where the profile is load. Default: what the configuration says.</summary>
    public LoadSize Load { get; init; } = new(Trades: null, Connections: null);
}
