namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The fills of the orders, and the positions that they leave.</summary>
internal sealed class TradesPart : DemoPart
{
    public const string PartName = "demo-trades";

    public override string Name => PartName;

    public override IReadOnlyList<string> DependsOn => [OrdersPart.PartName, BotsPart.PartName];

    protected override IReadOnlyList<(string Table, string Condition)> Rows => [OfPeople("execution.positions"), OfPeople("execution.trades")];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var books = batch.Services.Demo.Trading.Books;
        await batch.CopyAsync(books.Trades, cancellationToken);
        await batch.CopyAsync(books.Positions, cancellationToken);
    }
}
