namespace TradingPlatform.Data;

/// <summary>Identifies a trader's strategy.</summary>
public readonly record struct StrategyId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static StrategyId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
