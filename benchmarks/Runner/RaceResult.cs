namespace TradingPlatform.Benchmarks;

/// <summary>The medians of a race, in milliseconds.</summary>
internal sealed record RaceResult(string Name, IReadOnlyDictionary<string, double> Medians)
{
    public double this[string contender] => Medians[contender];

    public double? Of(string contender) => Medians.TryGetValue(contender, out var median) ? median : null;

    public double? Ratio(string contender, string other) => Of(contender) / Of(other);
}
