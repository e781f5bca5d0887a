using System.Globalization;

namespace TradingPlatform.Benchmarks;

/// <summary>What was measured, as Markdown: the medians as they come, and at the end the ratios beside the goals.</summary>
internal sealed class Report(params TextWriter[] outputs)
{
    private readonly List<(string Goal, double Limit, double Measured)> _goals = [];

    public void Add(RaceResult result)
    {
        Write($"\n### {result.Name}\n\n| | ms |\n|---|---:|");
        foreach (var (name, median) in result.Medians) Write(string.Create(CultureInfo.InvariantCulture, $"| {name} | {median:0.0} |"));
    }

    /// <summary>Rows of a name and numbers.</summary>
    public void Table(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Write($"\n### {name}\n\n| {string.Join(" | ", columns)} |\n|---{string.Concat(Enumerable.Repeat("|---:", columns.Count - 1))}|");
        foreach (var row in rows) Write($"| {string.Join(" | ", row)} |");
    }

    /// <summary>A goal: a ratio or a number that must not be larger than the limit. Without a measured peer there is none.</summary>
    public void Goal(string goal, double limit, double? measured)
    {
        if (measured is { } value) _goals.Add((goal, limit, value));
    }

    public void Note(string text) => Write($"\n{text}");

    public void WriteGoals()
    {
        Write("\n### Goals\n\n| Goal | at most | measured | |\n|---|---:|---:|---|");
        foreach (var (goal, limit, measured) in _goals)
            Write(string.Create(CultureInfo.InvariantCulture, $"| {goal} | {limit:0.00} | {measured:0.00} | {(measured <= limit ? "met" : "**missed**")} |"));
    }

    private void Write(string line)
    {
        foreach (var output in outputs)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
