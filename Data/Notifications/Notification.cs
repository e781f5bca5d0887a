using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>Something a user is told. <c>notifications.notifications</c>.</summary>
public sealed class Notification
{
    /// <summary>Internal key.</summary>
    public NotificationId Id { get; init; } = NotificationId.New();

    /// <summary>Who is told.</summary>
    public required UserId UserId { get; init; }

    /// <summary>What it is about.</summary>
    public required NotificationType Type { get; init; }

    /// <summary>How urgent it is. Default <see cref="NotificationSeverity.Info"/>.</summary>
    public NotificationSeverity Severity { get; init; }

    /// <summary>One line, at most 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The text.</summary>
    public required string Body { get; init; }

    /// <summary>What a client needs to lead on, such as the order's id: a JSON object. Default <c>{}</c>.</summary>
    public JsonElement Payload { get; init; } = JsonDefaults.EmptyObject;

    /// <summary>When the user saw it; null: unread.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>When the user put it away.</summary>
    public DateTimeOffset? DismissedAt { get; set; }

    /// <summary>When it was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
