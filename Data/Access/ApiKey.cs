using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>A key with which a user's program calls the platform. <c>identity.api_keys</c>; the key itself is shown once and kept as SHA-256.</summary>
public sealed class ApiKey
{
    /// <summary>Internal key.</summary>
    public ApiKeyId Id { get; init; } = ApiKeyId.New();

    /// <summary>Whose program.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The owner's name for it, at most 50 characters.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the whole key, 32 bytes.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>How the key begins, by which people and the look-up find it: <c>tp_live_</c> and 8 characters; unique.</summary>
    public required string KeyPrefix { get; init; }

    /// <summary>The permissions it is limited to: a JSON array of <see cref="PermissionNames"/>. Default empty: none.</summary>
    public JsonElement Scopes { get; set; } = JsonDefaults.EmptyArray;

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The last call with it, if any.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was ended before its time, if it was.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version (xmin): the owner and an administrator may both end it.</summary>
    public uint Version { get; private set; }
}
