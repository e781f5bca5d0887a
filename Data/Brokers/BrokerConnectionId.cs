namespace TradingPlatform.Data;

/// <summary>Identifies a broker connection.</summary>
public readonly record struct BrokerConnectionId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static BrokerConnectionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
