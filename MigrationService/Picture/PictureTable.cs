namespace TradingPlatform.MigrationService;

/// <summary>A table of a <see cref="SchemaPicture"/>.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name with the schema, which is unique.</param>
/// <param name="Columns">Its columns in order; none where only the name is shown.</param>
internal sealed record PictureTable(string Schema, string Name, IReadOnlyList<PictureColumn> Columns);
