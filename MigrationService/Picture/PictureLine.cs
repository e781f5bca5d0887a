namespace TradingPlatform.MigrationService;

/// <summary>A foreign key in the drawing.</summary>
/// <param name="Reference">The foreign key.</param>
/// <param name="Path">The boxes from the table it points to, over the bends, to the table that has it; from left to right unless both are in one column.</param>
internal sealed record PictureLine(PictureReference Reference, IReadOnlyList<PictureBox> Path);
