using System.Net;
using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>
/// Something that somebody did, or was kept from doing. <c>audit.audit_log</c>. Written once: the database refuses to change or delete it, for
/// every role.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Key, made by the database, in the order of writing.</summary>
    public long Id { get; init; }

    /// <summary>When it happened; the database's clock unless set.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who did it; null: the platform itself, or somebody unknown.</summary>
    public UserId? ActorUserId { get; init; }

    /// <summary>What was done, in lower_snake, e.g. <c>cancel_order</c> or <c>user.signed_in</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What belongs to it, such as old and new values: a JSON object, never with secrets. Default <c>{}</c>.</summary>
    public JsonElement Details { get; init; } = JsonDefaults.EmptyObject;

    /// <summary>Why, in the words of who did it.</summary>
    public string? Reason { get; init; }

    /// <summary>From where.</summary>
    public IPAddress? IpAddress { get; init; }

    /// <summary>In which session (<see cref="UserSession.Id"/>), which may be gone.</summary>
    public UserSessionId? SessionId { get; init; }
}
