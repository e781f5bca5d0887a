namespace TradingPlatform.Data;

/// <summary>Identifies a user's session.</summary>
public readonly record struct UserSessionId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static UserSessionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
