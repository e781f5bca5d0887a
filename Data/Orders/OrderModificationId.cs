namespace TradingPlatform.Data;

/// <summary>Identifies a modification of an order.</summary>
public readonly record struct OrderModificationId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static OrderModificationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
