using Spectre.Console;

namespace TradingPlatform.MigrationService;

/// <summary>Rows for people: a table with colours on a terminal, aligned plain text in a pipe.</summary>
/// <param name="columns">The headings; a pipe gets none, so that its lines are rows and nothing else.</param>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<Cell[]> _rows = [];

    /// <summary>Adds a row with a cell a column.</summary>
    public void Add(params Cell[] cells) => _rows.Add(cells);

    /// <summary>Writes the rows to standard output; nothing where there are none.</summary>
    public void Write()
    {
        if (_rows.Count == 0) return;

        if (Terminal.IsOutput) WriteTable();
        else WritePlain();
    }

    private void WriteTable()
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(new TableColumn(Markup.Escape(column)));
        foreach (var row in _rows) table.AddRow([.. row.Select(cell => new Markup(cell.Markup()))]);
        AnsiConsole.Write(table);
    }

    private void WritePlain()
    {
        var widths = new int[columns.Length];
        foreach (var row in _rows)
        {
            for (var column = 0; column < widths.Length; column++) widths[column] = Math.Max(widths[column], row[column].Text.Length);
        }

        foreach (var row in _rows)
        {
            var line = "";
            for (var column = 0; column < widths.Length; column++) line += (column == 0 ? "" : "  ") + row[column].Text.PadRight(widths[column]);
            Console.Out.WriteLine(line.TrimEnd());
        }
    }
}
