namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Orders in every status, with their slices and changes.</summary>
internal sealed class OrdersPart : DemoPart
{
    public const string PartName = "demo-orders";

    private static readonly string Own = $"IN (SELECT client_order_id FROM execution.orders WHERE user_id IN ({DemoIds.PeopleSql}))";

    public override string Name => PartName;

    public override IReadOnlyList<string> DependsOn => [PeoplePart.PartName, AlgorithmsPart.PartName];

    protected override IReadOnlyList<(string Table, string Condition)> Rows =>
    [
        ("execution.order_modifications", $"original_client_order_id {Own} OR new_client_order_id {Own}"),
        ("execution.order_slices", $"parent_order_id {Own} OR client_order_id {Own}"),
        OfPeople("execution.orders"),
    ];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var trading = batch.Services.Demo.Trading;
        await batch.CopyAsync(trading.Blotter.Orders, cancellationToken);
        await batch.CopyAsync(trading.Sliced.Slices, cancellationToken);
        await batch.CopyAsync(trading.Replaced.Modifications, cancellationToken);
    }
}
