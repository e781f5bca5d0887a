namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What a seed run did; or would do, where it was a dry run.</summary>
/// <param name="Parts">The parts that were looked at, in the order of their dependencies.</param>
/// <param name="Removed">Rows that a reset took away, by table.</param>
/// <param name="Added">Rows added by table; a table that already had what it needs is absent.</param>
internal sealed record SeedReport(IReadOnlyList<SeededPart> Parts, IReadOnlyDictionary<string, long> Removed, IReadOnlyDictionary<string, long> Added)
{
    /// <summary>The sign-in that was made up; null: none was. Said once and never kept.</summary>
    public GeneratedSignIn? FirstAdministrator { get; init; }

    /// <summary>Rows added in all tables together.</summary>
    public long Total => Added.Values.Sum();
}
