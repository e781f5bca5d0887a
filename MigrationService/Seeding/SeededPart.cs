namespace TradingPlatform.MigrationService.Seeding;

/// <summary>One part in a <see cref="SeedReport"/>.</summary>
/// <param name="Name"><see cref="ISeeder.Name"/>.</param>
/// <param name="Removed">Rows that a reset took away.</param>
/// <param name="Added">Rows that were added; 0 where the part was there.</param>
internal sealed record SeededPart(string Name, long Removed, long Added)
{
    /// <summary>The part that was asked for and depends on this one, which was not; null: it was asked for.</summary>
    public string? NeededBy { get; init; }
}
