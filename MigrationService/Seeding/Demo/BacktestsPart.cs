namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Backtests.</summary>
internal sealed class BacktestsPart : DemoPart
{
    public override string Name => "demo-backtests";

    protected override IReadOnlyList<(string Table, string Condition)> Rows => [OfPeople("research.backtests")];

    public override Task AddAsync(SeedBatch batch, CancellationToken cancellationToken) => batch.CopyAsync(batch.Services.Demo.Research.Backtests, cancellationToken);
}
