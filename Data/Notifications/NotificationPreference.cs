namespace TradingPlatform.Data;

/// <summary>
/// Whether one kind of notification reaches a user one way, and when not. <c>notifications.notification_preferences</c>. Without a row it does.
/// </summary>
public sealed class NotificationPreference
{
    /// <summary>Whose.</summary>
    public required UserId UserId { get; init; }

    /// <summary>What it is about.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>The way it takes.</summary>
    public required NotificationChannel Channel { get; init; }

    /// <summary>Whether it is sent. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>From this time of day on it waits; with <see cref="QuietUntil"/>, and after it for a night. Null: never.</summary>
    public TimeOnly? QuietFrom { get; set; }

    /// <summary>Until this time of day.</summary>
    public TimeOnly? QuietUntil { get; set; }

    /// <summary>The zone of both, as in the IANA database, e.g. <c>Asia/Kolkata</c>. Null: UTC.</summary>
    public string? QuietZone { get; set; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
