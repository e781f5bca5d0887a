using System.Globalization;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>What the people were told of what happened, how they want to be told, and on which devices.</summary>
internal sealed class News
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(12);

    private readonly SeedRandom _random = new(part: 15);
    private readonly People _people;
    private readonly Trading _trading;

    public News(People people, Trading trading)
    {
        (_people, _trading) = (people, trading);
        Notifications =
        [
            .. Executions().Concat(OfStrategies()).Concat(OfConnections()).Concat(Summaries()).Concat(Reminders()).Concat(Alerts())
                .OrderBy(notification => notification.CreatedAt).ThenBy(notification => notification.Id.Value),
        ];
        Preferences = [.. people.All.SelectMany(PreferencesOf)];
        Devices = [.. people.All.SelectMany(DevicesOf)];
    }

    public IReadOnlyList<Notification> Notifications { get; }

    public IReadOnlyList<NotificationPreference> Preferences { get; }

    /// <summary>Their tokens are given when they are stored.</summary>
    public IReadOnlyList<DeviceToken> Devices { get; }

    private IEnumerable<Notification> Executions() =>
        from trade in _trading.Books.Trades
        where trade.BotConfigId is null && !trade.Superseded && IsRecent(trade.UserId, trade.ExecutedAt)
        select Tell(
            trade.UserId, NotificationType.OrderExecuted, NotificationSeverity.Info, $"{trade.Symbol} {(trade.Side == OrderSide.Buy ? "bought" : "sold")}",
            $"{Text(trade.Qty)} {trade.Symbol} at {Text(trade.Price)}.", new { order = trade.ClientOrderId, trade = trade.TradeId }, trade.ExecutedAt.AddSeconds(2));

    private IEnumerable<Notification> OfStrategies()
    {
        var strategies = _trading.Strategies.All.ToDictionary(strategy => strategy.Id);
        foreach (var log in _trading.OrderLogs.Logs.Where(log => IsRecent(log.UserId, log.AttemptedAt)))
        {
            var strategy = strategies[log.StrategyId!.Value];
            if (log is { OrderType: OrderLogType.SlSell, Status: OrderLogStatus.Success })
                yield return About(strategy, NotificationType.SlTriggered, NotificationSeverity.Warning, "Stop loss reached", $"{strategy.Symbol} was sold by its stop loss.", log.CompletedAt!.Value);
            else if (log.Status is OrderLogStatus.Failed or OrderLogStatus.Error)
                yield return About(strategy, NotificationType.StrategyError, NotificationSeverity.Error, "Order not placed", $"{strategy.Symbol}: {log.ErrorMessage}", log.CompletedAt!.Value);
        }

        foreach (var strategy in strategies.Values.OrderBy(strategy => strategy.PublicId, StringComparer.Ordinal))
        {
            if (strategy.Status is StrategyStatus.Running)
                yield return About(strategy, NotificationType.StrategyStarted, NotificationSeverity.Info, "Strategy started", $"{strategy.Symbol} is running.", strategy.UpdatedAt.AddHours(-1));
            else if (strategy.Status is StrategyStatus.Stopped)
                yield return About(strategy, NotificationType.StrategyStopped, NotificationSeverity.Info, "Strategy stopped", $"{strategy.Symbol} was stopped.", strategy.UpdatedAt.AddMinutes(5));
        }
    }

    private IEnumerable<Notification> OfConnections() =>
        from trader in _people.ActiveTraders
        where _random.Chance(40)
        select Tell(trader.Id, NotificationType.TokenExpiry, NotificationSeverity.Warning, "Sign in to your broker", "The access token expires within the hour.", new { }, SeedRandom.Now.AddMinutes(-_random.Values.Int(5, 60)));

    private IEnumerable<Notification> Summaries() =>
        from trade in _trading.Books.Trades
        where !trade.Superseded && IsRecent(trade.UserId, trade.ExecutedAt)
        group trade by (trade.UserId, Day: DateOnly.FromDateTime(trade.ExecutedAt.UtcDateTime)) into day
        let realized = day.Sum(trade => trade.RealizedPnl)
        select Tell(
            day.Key.UserId, NotificationType.DailySummary, NotificationSeverity.Info, $"Summary of {day.Key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            $"{day.Count()} trades realized {Text(realized)}.", new { day = day.Key.Day, trades = day.Count(), realized },
            new DateTimeOffset(day.Key.Day, new TimeOnly(20, 59), TimeSpan.Zero));

    private IEnumerable<Notification> Reminders() =>
        from user in _people.All
        where user.Status == UserStatus.Active
        select Tell(user.Id, NotificationType.TaskReminder, NotificationSeverity.Info, "Something is due", "A task of yours is due tomorrow.", new { }, SeedRandom.Now.AddHours(-_random.Values.Int(1, 30)));

    private IEnumerable<Notification> Alerts() =>
        from user in _people.In(RoleNames.Operator).Concat(_people.In(RoleNames.Admin))
        from alert in new[] { (Back: 9, Severity: NotificationSeverity.Critical, Text: "The day's loss limit was reached: orders were held back."), (Back: 2, Severity: NotificationSeverity.Warning, Text: "An exchange answers slowly.") }
        select Tell(user.Id, NotificationType.SystemAlert, alert.Severity, "Platform", alert.Text, new { }, SeedRandom.Now.AddDays(-alert.Back));

    private Notification About(Strategy strategy, NotificationType type, NotificationSeverity severity, string title, string body, DateTimeOffset at) =>
        Tell(strategy.UserId, type, severity, title, body, new { strategy = strategy.PublicId }, at);

    /// <summary>Older ones were mostly read, and some of those were put away.</summary>
    private Notification Tell(UserId user, NotificationType type, NotificationSeverity severity, string title, string body, object payload, DateTimeOffset at)
    {
        var age = SeedRandom.Now - at;
        var read = age > TimeSpan.FromHours(8) && _random.Chance(75) ? at.AddMinutes(_random.Values.Int(1, 400)) : (DateTimeOffset?)null;
        return new Notification
        {
            Id = new NotificationId(_random.NextId(at)),
            UserId = user,
            Type = type,
            Severity = severity,
            Title = title,
            Body = body,
            Payload = SeedRandom.Json(payload),
            ReadAt = read,
            DismissedAt = read is not null && _random.Chance(30) ? read.Value.AddMinutes(1) : null,
            CreatedAt = at,
        };
    }

    private IEnumerable<NotificationPreference> PreferencesOf(User user)
    {
        var zone = _random.One(["Asia/Kolkata", "America/New_York", "Europe/Berlin"]);
        foreach (var channel in Enum.GetValues<NotificationChannel>())
        {
            var type = Enum.GetValues<NotificationType>()[_random.Values.Int(0, 8)];
            var isQuiet = channel == NotificationChannel.Push && _random.Chance(60);
            yield return new NotificationPreference
            {
                UserId = user.Id,
                Type = type,
                Channel = channel,
                Enabled = channel != NotificationChannel.Webhook && _random.Chance(80),
                QuietFrom = isQuiet ? new TimeOnly(22, 0) : null,
                QuietUntil = isQuiet ? new TimeOnly(7, 0) : null,
                QuietZone = isQuiet ? zone : null,
                UpdatedAt = user.CreatedAt.AddDays(2),
            };
        }
    }

    private IEnumerable<DeviceToken> DevicesOf(User user, int index)
    {
        foreach (var number in Enumerable.Range(0, 1 + (index % 2)))
        {
            var at = user.CreatedAt.AddDays(1 + number);
            var isRevoked = user.Status != UserStatus.Active || (number == 1 && index % 4 == 1);
            var id = new DeviceTokenId(_random.NextId(at));
            yield return new DeviceToken
            {
                Id = id,
                UserId = user.Id,
                Platform = Enum.GetValues<DevicePlatform>()[(index + number) % 3],
                TokenHash = DeviceTokenSecrets.HashOf(ConnectionsPart.Invented("device", id.Value)),
                AppVersion = number == 0 ? "4.2.0" : "4.1.7",
                LastUsedAt = _random.NextMoment(at, _people.ActiveUntil(user.Id)),
                RevokedAt = isRevoked ? SeedRandom.Now.AddDays(-1) : null,
                CreatedAt = at,
            };
        }
    }

    private bool IsRecent(UserId user, DateTimeOffset at) => at > _people.ActiveUntil(user) - Window;

    private static string Text(decimal value) => value.ToString("0.00##", CultureInfo.InvariantCulture);
}
