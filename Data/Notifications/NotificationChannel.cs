namespace TradingPlatform.Data;

/// <summary>The way a notification takes.</summary>
public enum NotificationChannel
{
    /// <summary>A push message to the user's devices (<see cref="DeviceToken"/>).</summary>
    Push,

    /// <summary>A mail to the user's address.</summary>
    Email,

    /// <summary>The list in the application.</summary>
    InApp,

    /// <summary>A call of an address that the user gave.</summary>
    Webhook,
}
