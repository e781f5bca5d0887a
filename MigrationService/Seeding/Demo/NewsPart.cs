using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Notifications, preferences and devices.</summary>
internal sealed class NewsPart : DemoPart
{
    public override string Name => "demo-notifications";

    protected override IReadOnlyList<(string Table, string Condition)> Rows =>
    [
        OfPeople("notifications.device_tokens"), OfPeople("notifications.notification_preferences"), OfPeople("notifications.notifications"),
    ];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var news = batch.Services.Demo.News;
        foreach (var device in news.Devices.Where(device => device.RevokedAt is null))
            DeviceTokenSecrets.Token.Write(batch.Services.Keys, device, ConnectionsPart.Invented("device", device.Id.Value));

        await batch.CopyAsync(news.Notifications, cancellationToken);
        await batch.CopyAsync(news.Preferences, cancellationToken);
        await batch.CopyAsync(news.Devices, cancellationToken);
    }
}
