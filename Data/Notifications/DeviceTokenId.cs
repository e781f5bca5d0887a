namespace TradingPlatform.Data;

/// <summary>Identifies a device that takes push messages.</summary>
public readonly record struct DeviceTokenId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static DeviceTokenId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
