namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What a seed run added.</summary>
/// <param name="Added">Rows added by table; a table that already had what it needs is absent.</param>
internal sealed record SeedReport(IReadOnlyDictionary<string, long> Added)
{
    /// <summary>Rows added in all tables together.</summary>
    public long Total => Added.Values.Sum();
}
