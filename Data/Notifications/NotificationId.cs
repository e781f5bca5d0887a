namespace TradingPlatform.Data;

/// <summary>Identifies a notification.</summary>
public readonly record struct NotificationId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static NotificationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
