namespace TradingPlatform.Data;

/// <summary>How an attempt ended.</summary>
public enum OrderLogStatus
{
    /// <summary>Under way.</summary>
    Attempting,

    /// <summary>The broker took the order.</summary>
    Success,

    /// <summary>The broker refused the order.</summary>
    Failed,

    /// <summary>The broker could not be asked.</summary>
    Error,
}
