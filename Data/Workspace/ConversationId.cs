namespace TradingPlatform.Data;

/// <summary>Identifies a conversation.</summary>
public readonly record struct ConversationId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static ConversationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
