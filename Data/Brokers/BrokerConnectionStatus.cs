namespace TradingPlatform.Data;

/// <summary>Whether the broker answers to a connection's credentials.</summary>
public enum BrokerConnectionStatus
{
    /// <summary>Not connected.</summary>
    Disconnected,

    /// <summary>Signing in at the broker.</summary>
    Connecting,

    /// <summary>Usable.</summary>
    Connected,

    /// <summary>The last attempt failed; see <see cref="BrokerConnection.LastError"/>.</summary>
    Error,

    /// <summary>The broker's token has ended; the owner must sign in again.</summary>
    TokenExpired,
}
