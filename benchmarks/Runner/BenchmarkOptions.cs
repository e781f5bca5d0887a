using TradingPlatform.Testing;

namespace TradingPlatform.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Rounds">Runs of each contender that count; a no-op is run three times as often, and under load nothing more than once behind a long transaction. Default: 5, under load 1.</param>
/// <param name="Peers">The peers to measure beside psql, which is always there.</param>
/// <param name="Output">The file for the results, besides standard output.</param>
/// <param name="SkipPublish">Measure what an earlier run has published.</param>
/// <param name="Online">Measure migrations under load, and nothing else.</param>
/// <param name="Only">Of those, measure only the kind of this name; without load, only the race of this name (<c>Races</c>). Default, null: all.</param>
/// <param name="Alone">Of those, leave out the ones behind a long transaction.</param>
/// <param name="Autovacuum">Of those, let the server vacuum the tables whose durations are compared as well, while they are changed.</param>
/// <param name="Designers">Measure what models in Designer files weigh, and nothing else.</param>
/// <param name="Seed">Measure the load profile of the seed, and nothing else.</param>
/// <param name="Size">Rows of the table under load, or trades of the load profile. Default, null: 5 million and 1 million.</param>
/// <param name="Rate">Requests a second of the load. Default: 1000.</param>
internal sealed record BenchmarkOptions(
    int Rounds, IReadOnlySet<string> Peers, string? Output, bool SkipPublish, bool Online = false, string? Only = null, bool Alone = false, bool Autovacuum = false, bool Designers = false, bool Seed = false, long? Size = null, int Rate = 1000)
{
    public const string Usage = "dotnet run -c Release --project benchmarks/Runner -- [--rounds 5] [--with alembic,node-pg-migrate,dotnet-ef] [--output file] [--skip-publish] [--only race] [--online [--only kind | --only-backfill] [--alone] [--autovacuum] [--rows 5000000] [--rate 1000]] [--seed [--rows 1000000]] [--designers]";

    /// <summary>The races that <c>--only</c> knows where there is no load.</summary>
    private static readonly string[] Races = ["no-op", "cold", "one-pending", "all-down", "replicas", "state-read", "generated", "generated-20"];

    public long Rows => Size ?? (Seed ? 1_000_000 : 5_000_000);

    /// <summary>Whether the race is one of those to measure.</summary>
    public bool Measures(string race) => Only is null || Only == race;

    public bool WithAlembic => Peers.Contains("alembic");

    public bool WithNodePgMigrate => Peers.Contains("node-pg-migrate");

    public bool WithDotnetEf => Peers.Contains("dotnet-ef");

    /// <summary>What the results are of.</summary>
    public string Described => Online
        ? FormattableString.Invariant($"{Rows} rows, {Rate} requests a second")
        : Designers ? "one build each"
        : Seed ? FormattableString.Invariant($"{Rows} trades, medians of {Rounds} runs")
        : FormattableString.Invariant($"medians of {Rounds} runs (no-op: {Rounds * 3})");

    /// <exception cref="FormatException">Something on it is unknown.</exception>
    public static BenchmarkOptions Parse(string[] arguments)
    {
        var options = new BenchmarkOptions(arguments.Contains("--online") ? 1 : 5, new HashSet<string>(), null, false);
        for (var index = 0; index < arguments.Length; index++)
        {
            string Value() => ++index < arguments.Length ? arguments[index] : throw new FormatException($"{arguments[^1]} needs a value.");
            options = arguments[index] switch
            {
                "--rounds" => options with { Rounds = int.Parse(Value(), System.Globalization.CultureInfo.InvariantCulture) },
                "--with" => options with { Peers = Value().Split(',').ToHashSet() },
                "--output" => options with { Output = Value() },
                "--online" => options with { Online = true },
                "--only" => options with { Only = Value() },
                "--only-backfill" => options with { Only = BusyRows.Change.Name },
                "--alone" => options with { Alone = true },
                "--autovacuum" => options with { Autovacuum = true },
                "--designers" => options with { Designers = true },
                "--seed" => options with { Seed = true },
                "--rows" => options with { Size = Positive(Value()) },
                "--rate" => options with { Rate = Positive(Value()) },
                "--skip-publish" => options with { SkipPublish = true },
                var other => throw new FormatException($"Unknown: {other}."),
            };
        }

        return options.Online || options.Only is null || Races.Contains(options.Only)
            ? options
            : throw new FormatException($"There is no race '{options.Only}', only {string.Join(", ", Races)}.");
    }

    private static int Positive(string value) => int.TryParse(value, out var number) && number > 0
        ? number
        : throw new FormatException($"{value} is not a number above 0.");
}
