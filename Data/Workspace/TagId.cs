namespace TradingPlatform.Data;

/// <summary>Identifies a tag.</summary>
public readonly record struct TagId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static TagId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
