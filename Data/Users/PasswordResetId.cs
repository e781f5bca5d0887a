namespace TradingPlatform.Data;

/// <summary>Identifies a request for a new password.</summary>
public readonly record struct PasswordResetId(Guid Value) : ITypedId
{
    /// <summary>A new id (UUIDv7: ordered by the time it was made).</summary>
    public static PasswordResetId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
