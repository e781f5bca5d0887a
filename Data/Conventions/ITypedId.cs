namespace TradingPlatform.Data;

/// <summary>
/// An identifier that cannot be mistaken for another one: a <c>readonly record struct</c> around a UUID.
/// Every implementation is stored as <c>uuid</c> and has a constructor that takes the value alone.
/// </summary>
public interface ITypedId
{
    /// <summary>The UUID (version 7 when made by the platform, so that indexes grow at their end).</summary>
    Guid Value { get; }
}
