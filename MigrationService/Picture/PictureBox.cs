namespace TradingPlatform.MigrationService;

/// <summary>A table, or a bend of a long line, with its place in the drawing.</summary>
/// <param name="name">The table; for a bend a name of its own.</param>
/// <param name="table">The table; null for a bend.</param>
/// <param name="width">In pixels.</param>
/// <param name="height">In pixels.</param>
internal sealed class PictureBox(string name, PictureTable? table, double width, double height)
{
    public string Name => name;

    public PictureTable? Table => table;

    public double Width { get; set; } = width;

    public double Height => height;

    /// <summary>The column of the drawing, from the left.</summary>
    public int Layer { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public double Middle => Y + (Height / 2);
}
