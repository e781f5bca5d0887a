using TradingPlatform.Identity;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// A desk of a dozen traders with broker connections, strategies in every status, bots and their states, order logs and a few months of
/// trades. It is added to a database that has no demo trader yet, and never again: what a developer changes or deletes stays so.
/// </summary>
internal sealed class DemoDesk : ISeeder
{
    public string Name => "demo-desk";

    public SeedProfile Profile => SeedProfile.Demo;

    public IReadOnlyList<string> DependsOn => [AccessSeed.PartName];

    public string IsPresentSql => $"EXISTS (SELECT FROM identity.users WHERE lower(email) = '{DevelopmentCredentials.TraderEmail(1)}')";

    public Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var traders = DemoTraders.Create(new PasswordHashing());
        var strategies = DemoStrategies.Create(traders);
        var bots = DemoBots.Create(traders);
        batch.Database.AddRange(traders);
        batch.Database.AddRange(DemoTraders.ConnectionsOf(traders));
        batch.Database.AddRange(strategies);
        batch.Database.AddRange(bots);
        batch.Database.AddRange(DemoOrderLogs.Create(strategies));
        batch.Database.AddRange(DemoTrades.Create(bots));
        return Task.CompletedTask;
    }
}
