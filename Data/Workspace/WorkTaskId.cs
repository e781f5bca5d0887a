namespace TradingPlatform.Data;

/// <summary>Identifies a task.</summary>
public readonly record struct WorkTaskId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static WorkTaskId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
