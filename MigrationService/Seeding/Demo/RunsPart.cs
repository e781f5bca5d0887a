namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The orchestrator's runs, and what became of their signals.</summary>
internal sealed class RunsPart : DemoPart
{
    private const string OwnRuns = $"strategy_id = '{Algorithms.Momentum}'";

    public override string Name => "demo-runs";

    public override IReadOnlyList<string> DependsOn => [OrdersPart.PartName];

    protected override string OwnPresenceSql => $"EXISTS (SELECT FROM execution.orchestration_runs WHERE {OwnRuns})";

    protected override IReadOnlyList<(string Table, string Condition)> Rows =>
    [
        ("execution.signal_order_mappings", $"run_id IN (SELECT run_id FROM execution.orchestration_runs WHERE {OwnRuns})"),
        ("execution.orchestration_runs", OwnRuns),
    ];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var runs = batch.Services.Demo.Trading.Orchestration;
        await batch.CopyAsync(runs.Runs, cancellationToken);
        await batch.CopyAsync(runs.Mappings, cancellationToken);
    }
}
