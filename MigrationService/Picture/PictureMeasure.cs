namespace TradingPlatform.MigrationService;

/// <summary>The sizes of the drawing, in pixels. Texts are set in a fixed-width font, so that their width is known without one.</summary>
internal static class PictureMeasure
{
    public const double HeaderHeight = 26;
    public const double RowHeight = 18;
    public const double Padding = 10;
    public const double KeyWidth = 34;
    private const double LetterWidth = 7.25;
    private const double Between = 16;

    public static PictureBox Box(PictureTable table)
    {
        var names = table.Columns.Select(column => column.Name.Length).DefaultIfEmpty(0).Max();
        var types = table.Columns.Select(column => column.ShortType.Length + (column.IsNullable ? 1 : 0)).DefaultIfEmpty(0).Max();
        var row = table.Columns.Count == 0 ? 0 : KeyWidth + ((names + types) * LetterWidth) + Between;
        var width = Math.Max(row, table.Name.Length * 8) + (2 * Padding);
        return new PictureBox(table.Name, table, Math.Ceiling(width), HeaderHeight + (table.Columns.Count * RowHeight) + (table.Columns.Count == 0 ? 0 : 6));
    }

    /// <summary>The height at which a line meets the box: at the column, or at the header where the column is not shown.</summary>
    public static double Port(PictureBox box, string? column)
    {
        if (box.Table is null) return box.Middle;

        var index = box.Table.Columns.ToList().FindIndex(other => other.Name == column);
        return index < 0 ? box.Y + (HeaderHeight / 2) : box.Y + HeaderHeight + 3 + ((index + 0.5) * RowHeight);
    }
}
