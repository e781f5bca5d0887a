using System.Diagnostics;

namespace TradingPlatform.Benchmarks;

/// <summary>Eight replicas at once, and a look at the state while a migration runs (goal 3).</summary>
internal sealed class ConcurrencyRaces(Stage stage, Report report)
{
    private const int Replicas = 8;
    private const int SlowSeconds = 4;

    public async Task RunAsync()
    {
        if (stage.Options.Measures("replicas")) await ReplicasAsync();
        if (stage.Options.Measures("state-read")) await StateReadAsync();
    }

    private async Task ReplicasAsync()
    {
        var alone = new List<double>();
        var together = new List<double>();
        var strangers = new List<double>();
        for (var round = 0; round <= stage.Options.Rounds; round++)
        {
            var one = await StartAsync(1, areTwins: true);
            var all = await StartAsync(Replicas, areTwins: true);
            var apart = await StartAsync(Replicas, areTwins: false);
            if (round == 0) continue;

            alone.Add(one);
            together.Add(all);
            strangers.Add(apart);
        }

        var result = new RaceResult(
            "Workers that start together on an empty database",
            new Dictionary<string, double>
            {
                ["one"] = Race.Median(alone),
                [$"{Replicas} at once, the last one's end"] = Race.Median(together),
                [$"{Replicas} at once, none believes another"] = Race.Median(strangers),
            });
        report.Add(result);
        report.Goal($"{Replicas} replicas at once / one alone", 1.5, Race.Median(together) / Race.Median(alone));
    }

    /// <summary>Until the last one has ended, all of them with success.</summary>
    /// <param name="count">How many.</param>
    /// <param name="areTwins">Whether they have one environment: who has another one is not told what a start has found, and asks the database.</param>
    private async Task<double> StartAsync(int count, bool areTwins)
    {
        var worker = stage.Service(stage.Server.Connection(await stage.Server.CreateAsync()));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(number => Measurement.OfAsync(
            worker with { Environment = new(worker.Environment) { ["REPLICA"] = areTwins ? "" : $"{number}" } })));
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private async Task StateReadAsync()
    {
        var (assembly, _) = await stage.Workspace.CompileAsync("slow", folder => SyntheticMigrations.WriteSlow(folder, SlowSeconds));
        var database = await stage.Server.CreateAsync();
        var look = stage.Host(database, assembly, "status");
        var idle = new List<double>();
        for (var round = 0; round <= stage.Options.Rounds; round++) idle.Add((await Measurement.OfAsync(look)).Milliseconds);

        // Reads go on until the migration ends, so that some of them surely meet it.
        var during = new List<double>();
        var running = Measurement.OfAsync(stage.Host(database, assembly, "up"));
        await Task.Delay(TimeSpan.FromSeconds(1));
        while (!running.IsCompleted) during.Add((await Measurement.OfAsync(look)).Milliseconds);
        await running;

        var (quiet, busy) = (Race.Median(idle[1..]), Race.Median(during));
        report.Add(new RaceResult("Reading the state", new Dictionary<string, double> { ["idle"] = quiet, ["while a migration runs"] = busy }));
        report.Goal("state read while a migration runs / idle", 2, busy / quiet);
    }
}
