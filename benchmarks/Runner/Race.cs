namespace TradingPlatform.Benchmarks;

/// <summary>Runs contenders in turns, so that a slow minute of the machine is everybody's, and keeps the medians.</summary>
internal sealed class Race(string name, int rounds)
{
    private readonly List<Contender> _contenders = [];

    public Race Add(Contender? contender)
    {
        if (contender is not null) _contenders.Add(contender);
        return this;
    }

    public Race Add(string contender, Command command) => Add(Contender.Of(contender, command));

    /// <summary>The median wall time of each contender, in milliseconds.</summary>
    public async Task<RaceResult> RunAsync()
    {
        var times = _contenders.ToDictionary(contender => contender.Name, _ => new List<double>());

        // The first round warms the disk cache and does not count.
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var contender in _contenders)
            {
                var measured = await Measurement.OfAsync(await contender.Run());
                if (round > 0) times[contender.Name].Add(measured.Milliseconds);
            }
        }

        return new RaceResult(name, times.ToDictionary(pair => pair.Key, pair => Median(pair.Value)));
    }

    public static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
