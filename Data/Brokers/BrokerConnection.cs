namespace TradingPlatform.Data;

/// <summary>A user's account at a broker and its credentials. <c>trading.broker_connections</c>; one a user at each broker.</summary>
public sealed class BrokerConnection
{
    /// <summary>Internal key.</summary>
    public BrokerConnectionId Id { get; init; } = BrokerConnectionId.New();

    /// <summary>The owner.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Where the account is.</summary>
    public required Broker Broker { get; init; }

    /// <summary>The owner's name for the account.</summary>
    public string? AccountLabel { get; set; }

    /// <summary>The API key, encrypted.</summary>
    public EncryptedSecret? EncryptedApiKey { get; set; }

    /// <summary>The API secret, encrypted.</summary>
    public EncryptedSecret? EncryptedApiSecret { get; set; }

    /// <summary>The session token that the broker gave, encrypted.</summary>
    public EncryptedSecret? EncryptedAccessToken { get; set; }

    /// <summary>Whether the broker answers. Default <see cref="BrokerConnectionStatus.Disconnected"/>.</summary>
    public BrokerConnectionStatus Status { get; set; }

    /// <summary>False once the broker refused the credentials. Default true.</summary>
    public bool IsValid { get; set; } = true;

    /// <summary>The last successful connection, if any.</summary>
    public DateTimeOffset? LastConnectedAt { get; set; }

    /// <summary>Failures since the last success; not below zero.</summary>
    public int ErrorCount { get; set; }

    /// <summary>What the broker said last when it failed.</summary>
    public string? LastError { get; set; }

    /// <summary>When the broker's token ends, if it said so.</summary>
    public DateTimeOffset? TokenExpiresAt { get; set; }

    /// <summary>When the connection was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Row version (xmin): the owner and the connector both edit.</summary>
    public uint Version { get; private set; }
}
