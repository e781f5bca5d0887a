namespace TradingPlatform.Data;

/// <summary>Identifies a backtest.</summary>
public readonly record struct BacktestId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static BacktestId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
