using System.Diagnostics;
using System.Globalization;

namespace TradingPlatform.AppHost;

/// <summary>A line of the table that ends the start-up.</summary>
internal sealed class Resource(string name)
{
    private readonly long started = Stopwatch.GetTimestamp();

    public string Name => name;

    public string State { get; private set; } = "starting";

    public string Url { get; private set; } = "";

    public TimeSpan? Took { get; private set; }

    public void Reach(string state, string url = "")
    {
        State = state;
        Url = url;
        Took = Stopwatch.GetElapsedTime(started);
    }

    public static string Table(IReadOnlyList<Resource> resources)
    {
        List<string[]> rows = [["Resource", "State", "URL", "Took"]];
        rows.AddRange(resources.Select(resource => new[]
        {
            resource.Name, resource.State, resource.Url, resource.Took is { } took ? took.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture) : "",
        }));
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        rows.Insert(1, widths.Select(width => new string('-', width)).ToArray());
        var lines = rows.Select(row => "  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        return Environment.NewLine + string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }
}
