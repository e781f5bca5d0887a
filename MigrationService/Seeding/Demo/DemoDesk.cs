using TradingPlatform.Data;
using TradingPlatform.Identity;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// A desk of a dozen traders with broker connections, strategies in every status, bots and their states, order logs and a few months of
/// trades. It is added to a database that has no demo trader yet, and never again: what a developer changes or deletes stays so.
/// </summary>
internal sealed class DemoDesk(PasswordHashing passwords) : ISeeder
{
    /// <summary><see cref="ISeeder.IsPresentSql"/>, for who asks without making a seeder.</summary>
    public static string PresentSql => $"EXISTS (SELECT FROM identity.users WHERE lower(email) = '{DevelopmentCredentials.TraderEmail(1)}')";

    public SeedProfile Profile => SeedProfile.Demo;

    public string IsPresentSql => PresentSql;

    public Task AddAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        var traders = DemoTraders.Create(passwords);
        var strategies = DemoStrategies.Create(traders);
        var bots = DemoBots.Create(traders);
        database.AddRange(traders);
        database.AddRange(DemoTraders.ConnectionsOf(traders));
        database.AddRange(strategies);
        database.AddRange(bots);
        database.AddRange(DemoOrderLogs.Create(strategies));
        database.AddRange(DemoTrades.Create(bots));
        return Task.CompletedTask;
    }
}
