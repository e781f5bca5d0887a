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
        for (var round = 0; round <= stage.Options.Rounds; round++)
        {
            var one = await StartAsync(1);
            var all = await StartAsync(Replicas);
            if (round == 0) continue;

            alone.Add(one);
            together.Add(all);
        }

        var result = new RaceResult(
            "Workers that start together on an empty database",
            new Dictionary<string, double> { ["one"] = Race.Median(alone), [$"{Replicas} at once, the last one's end"] = Race.Median(together) });
        report.Add(result);
        report.Goal($"{Replicas} replicas at once / one alone", 1.5, Race.Median(together) / Race.Median(alone));
    }

    /// <summary>Until the last one has ended, all of them with success.</summary>
    private async Task<double> StartAsync(int count)
    {
        var worker = stage.Service(stage.Server.Connection(await stage.Server.CreateAsync()));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Measurement.OfAsync(worker)));
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
