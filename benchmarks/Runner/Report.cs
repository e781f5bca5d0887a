using System.Globalization;

namespace TradingPlatform.Benchmarks;

/// <summary>What was measured, as Markdown: the medians, and the ratios beside the goals.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly List<(string Goal, double Limit, double Measured)> _goals = [];

    public void Add(RaceResult result)
    {
        output.WriteLine();
        output.WriteLine($"### {result.Name}");
        output.WriteLine();
        output.WriteLine("| | ms |");
        output.WriteLine("|---|---:|");
        foreach (var (name, median) in result.Medians) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {median:0.0} |"));
        output.Flush();
    }

    /// <summary>A goal: a ratio or a number that must not be larger than the limit. Without a measured peer there is none.</summary>
    public void Goal(string goal, double limit, double? measured)
    {
        if (measured is { } value) _goals.Add((goal, limit, value));
    }

    public void Note(string text) => output.WriteLine($"\n{text}");

    public void WriteGoals()
    {
        output.WriteLine();
        output.WriteLine("### Goals");
        output.WriteLine();
        output.WriteLine("| Goal | at most | measured | |");
        output.WriteLine("|---|---:|---:|---|");
        foreach (var (goal, limit, measured) in _goals)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {goal} | {limit:0.00} | {measured:0.00} | {(measured <= limit ? "met" : "**missed**")} |"));
    }
}
