namespace TradingPlatform.Data;

/// <summary>Identifies an API key of the platform.</summary>
public readonly record struct ApiKeyId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static ApiKeyId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
