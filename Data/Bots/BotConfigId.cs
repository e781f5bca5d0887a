namespace TradingPlatform.Data;

/// <summary>Identifies a bot.</summary>
public readonly record struct BotConfigId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static BotConfigId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
