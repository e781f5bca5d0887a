namespace TradingPlatform.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Rounds">Runs of each contender that count; a no-op is run three times as often. Default: 5.</param>
/// <param name="Peers">The peers to measure beside psql, which is always there.</param>
/// <param name="Output">The file for the results, besides standard output.</param>
/// <param name="SkipPublish">Measure what an earlier run has published.</param>
internal sealed record BenchmarkOptions(int Rounds, IReadOnlySet<string> Peers, string? Output, bool SkipPublish)
{
    public const string Usage = "dotnet run -c Release --project benchmarks/Runner -- [--rounds 5] [--with alembic,dotnet-ef] [--output file] [--skip-publish]";

    public bool WithAlembic => Peers.Contains("alembic");

    public bool WithDotnetEf => Peers.Contains("dotnet-ef");

    /// <exception cref="FormatException">Something on it is unknown.</exception>
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(5, new HashSet<string>(), null, false);
        for (var index = 0; index < arguments.Length; index++)
        {
            string Value() => ++index < arguments.Length ? arguments[index] : throw new FormatException($"{arguments[^1]} needs a value.");
            options = arguments[index] switch
            {
                "--rounds" => options with { Rounds = int.Parse(Value(), System.Globalization.CultureInfo.InvariantCulture) },
                "--with" => options with { Peers = Value().Split(',').ToHashSet() },
                "--output" => options with { Output = Value() },
                "--skip-publish" => options with { SkipPublish = true },
                var other => throw new FormatException($"Unknown: {other}."),
            };
        }

        return options;
    }
}
