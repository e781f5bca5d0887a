namespace TradingPlatform.MigrationService;

/// <summary>A foreign key of a <see cref="SchemaPicture"/>.</summary>
/// <param name="From">The table that has it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="To">The table that it points to.</param>
/// <param name="IsRequired">Whether every row has to point to one.</param>
/// <param name="IsUnique">Whether at most one row points to the same.</param>
internal sealed record PictureReference(string From, IReadOnlyList<string> Columns, string To, bool IsRequired, bool IsUnique);
