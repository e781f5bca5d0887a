using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The catalogue of algorithms that the desk uses, who may use them, and the models behind them: exactly one active for each name.</summary>
internal sealed class Algorithms
{
    /// <summary>No algorithm: the traders' own decisions.</summary>
    public const string Discretionary = "discretionary";

    /// <summary>The one that the orchestrator runs.</summary>
    public const string Momentum = "momentum_daily";

    private static readonly (string Id, string Name, string Description, bool Active)[] Catalogue =
    [
        (Discretionary, "Discretionary", "Decided by a person.", true),
        (StrategyTrading.Algorithm, "Intraday window", "Buys at one time of the day and sells at another.", true),
        (BotTrading.Algorithm, "Bot momentum", "Follows the crossing of two averages, one symbol a bot.", true),
        (Momentum, "Daily momentum", "Holds the shares that rose most over the last quarter.", true),
        ("mean_reversion", "Mean reversion", "Buys what has fallen too far within a day.", true),
        ("pairs_energy", "Energy pairs", "Trades the spread of two shares. Switched off: the pair has come apart.", false),
    ];

    private static readonly string[] Modelled = [Momentum, "mean_reversion", "pairs_energy"];

    private readonly SeedRandom _random = new(part: 12);

    public Algorithms(People people)
    {
        var since = SeedRandom.Now.AddDays(-200);
        Definitions = [.. Catalogue.Select(row => new StrategyDefinition { StrategyId = row.Id, Name = row.Name, Description = row.Description, Active = row.Active, UpdatedAt = since })];
        var manager = people.In(RoleNames.Admin).First();
        Access =
        [
            .. from trader in people.Traders
               from definition in Definitions.Where((_, index) => index < 3 || _random.Chance(40))
               select new UserStrategyAccess { UserId = trader.Id, StrategyId = definition.StrategyId, GrantedBy = manager.Id, GrantedAt = trader.CreatedAt.AddDays(1) },
        ];
        Models = [.. Modelled.SelectMany(ModelsOf)];
    }

    /// <summary>The names that the models are registered under.</summary>
    public static IReadOnlyList<string> ModelNames => Modelled;

    /// <summary>The keys of the catalogue's rows.</summary>
    public static IEnumerable<string> Keys => Catalogue.Select(row => row.Id);

    public IReadOnlyList<StrategyDefinition> Definitions { get; }

    public IReadOnlyList<UserStrategyAccess> Access { get; }

    public IReadOnlyList<RegisteredModel> Models { get; }

    private IEnumerable<RegisteredModel> ModelsOf(string name)
    {
        ModelStatus[] statuses = [ModelStatus.Inactive, ModelStatus.Failed, ModelStatus.Inactive, ModelStatus.Active, ModelStatus.Testing];
        for (var number = 0; number < statuses.Length; number++)
        {
            // Each served until the next took over; the failed one never did.
            var createdAt = SeedRandom.Now.AddDays(-150 + (number * 30)).AddMinutes(_random.Values.Int(0, 600));
            var served = statuses[number] is ModelStatus.Active or ModelStatus.Inactive;
            yield return new RegisteredModel
            {
                StrategyName = name,
                ModelVersion = $"1.{number}.0",
                ModelPath = $"models/{name}/1.{number}.0/model.onnx",
                Status = statuses[number],
                PerformanceMetrics = SeedRandom.Json(new { sharpe = _random.Values.Int(40, 210) / 100m, hit_rate = _random.Values.Int(48, 61) / 100m }),
                Config = SeedRandom.Json(new { lookback_days = 63, universe = "demo" }),
                CreatedAt = createdAt,
                ActivatedAt = served ? createdAt.AddDays(2) : null,
                DeactivatedAt = statuses[number] == ModelStatus.Inactive ? createdAt.AddDays(30) : null,
                CreatedBy = "researcher01@example.com",
            };
        }
    }
}
