namespace TradingPlatform.MigrationEngine;

/// <summary>A squash that counts as applied because everything that it folds is. The next run that changes something writes its row and deletes theirs.</summary>
/// <param name="Id">The squash.</param>
/// <param name="Replaced">The history rows that give way to it.</param>
public sealed record RecognisedSquash(string Id, IReadOnlyList<string> Replaced);
