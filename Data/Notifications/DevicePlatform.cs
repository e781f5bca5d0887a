namespace TradingPlatform.Data;

/// <summary>Whose push service reaches a device.</summary>
public enum DevicePlatform
{
    /// <summary>Apple's.</summary>
    Ios,

    /// <summary>Google's.</summary>
    Android,

    /// <summary>The browser's.</summary>
    Web,
}
