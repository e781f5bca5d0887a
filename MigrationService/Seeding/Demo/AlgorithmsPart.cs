namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The desk's algorithms, who may use them, and the registry of their models.</summary>
internal sealed class AlgorithmsPart : DemoPart
{
    public const string PartName = "demo-algorithms";

    private static readonly string Keys = string.Join(", ", Algorithms.Keys.Select(key => $"'{key}'"));

    private static readonly string Names = string.Join(", ", Algorithms.ModelNames.Select(name => $"'{name}'"));

    public override string Name => PartName;

    protected override string OwnPresenceSql => $"EXISTS (SELECT FROM trading.strategy_definitions WHERE strategy_id = '{Algorithms.Discretionary}')";

    protected override IReadOnlyList<(string Table, string Condition)> Rows =>
    [
        ("research.model_registry", $"strategy_name IN ({Names})"),
        ("trading.user_strategy_access", $"strategy_id IN ({Keys}) OR user_id IN ({DemoIds.PeopleSql})"),
        ("trading.strategy_definitions", $"strategy_id IN ({Keys})"),
    ];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var algorithms = batch.Services.Demo.Algorithms;
        await batch.CopyAsync(algorithms.Definitions, cancellationToken);
        await batch.CopyAsync(algorithms.Access, cancellationToken);
        await batch.CopyAsync(algorithms.Models, cancellationToken);
    }
}
