namespace TradingPlatform.Testing;

/// <summary>What a request does.</summary>
public enum LoadKind
{
    /// <summary>Reads a row.</summary>
    Read,

    /// <summary>Adds 1 to a row's quantity.</summary>
    Change,

    /// <summary>Adds a row of quantity 1.</summary>
    Add,
}
