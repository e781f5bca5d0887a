namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>A part as COPY wants it, table by table; filled again and again, so that a load needs the same memory however long it is.</summary>
internal sealed class LoadRows
{
    private readonly CopyBuffer[] _buffers = [.. LoadTable.All.Select(table => new CopyBuffer(table.BytesPerPart))];

    /// <summary>What the buffers hold; null before the first.</summary>
    public LoadPart? Part { get; private set; }

    /// <summary>The tables and their rows, each table after those that it refers to.</summary>
    public IEnumerable<(LoadTable Table, CopyBuffer Rows)> Tables => LoadTable.All.Zip(_buffers);

    public void Fill(LoadPart part)
    {
        Part = part;
        foreach (var (table, rows) in Tables)
        {
            rows.Begin();
            table.Write(part, rows);
            rows.End();
        }
    }
}
