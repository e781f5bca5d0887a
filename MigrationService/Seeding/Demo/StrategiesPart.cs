namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Intraday strategies in every status, and the log of what they tried.</summary>
internal sealed class StrategiesPart : DemoPart
{
    public const string PartName = "demo-strategies";

    public override string Name => PartName;

    protected override IReadOnlyList<(string Table, string Condition)> Rows => [OfPeople("execution.order_logs"), OfPeople("trading.strategies")];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var trading = batch.Services.Demo.Trading;
        await batch.CopyAsync(trading.Strategies.All, cancellationToken);
        await batch.CopyAsync(trading.OrderLogs.Logs, cancellationToken);
    }
}
