namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Bots in every status, with the state that their last run left.</summary>
internal sealed class BotsPart : DemoPart
{
    public const string PartName = "demo-bots";

    public override string Name => PartName;

    public override IReadOnlyList<string> DependsOn => [PeoplePart.PartName, ConnectionsPart.PartName];

    protected override IReadOnlyList<(string Table, string Condition)> Rows => [OfPeople("trading.bot_configs")];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var bots = batch.Services.Demo.Trading.Bots.All;
        await batch.CopyAsync(bots, cancellationToken);
        await batch.CopyAsync(bots.Select(bot => bot.State!), cancellationToken);
    }
}
