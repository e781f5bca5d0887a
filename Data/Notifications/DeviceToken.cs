namespace TradingPlatform.Data;

/// <summary>A device that takes push messages. <c>notifications.device_tokens</c>.</summary>
public sealed class DeviceToken
{
    /// <summary>Internal key.</summary>
    public DeviceTokenId Id { get; init; } = DeviceTokenId.New();

    /// <summary>Whose device.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Whose push service.</summary>
    public required DevicePlatform Platform { get; init; }

    /// <summary>The push service's token, encrypted; kept while the device is in use (<see cref="RevokedAt"/>).</summary>
    public EncryptedSecret? EncryptedToken { get; set; }

    /// <summary>SHA-256 of the token, 32 bytes: by it a device that registers again is found. Unique among those in use.</summary>
    public required byte[] TokenHash { get; init; }

    /// <summary>The version of the application on it, e.g. <c>4.2.1</c>.</summary>
    public string? AppVersion { get; set; }

    /// <summary>When a message was last accepted for it.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When the user signed out or the push service refused the token; null: in use.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was registered; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version (xmin): the device registers while the sender revokes.</summary>
    public uint Version { get; private set; }
}
