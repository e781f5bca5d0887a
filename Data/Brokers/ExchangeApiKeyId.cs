namespace TradingPlatform.Data;

/// <summary>Identifies a pair of exchange keys.</summary>
public readonly record struct ExchangeApiKeyId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static ExchangeApiKeyId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
