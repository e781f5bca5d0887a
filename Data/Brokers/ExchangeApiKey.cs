namespace TradingPlatform.Data;

/// <summary>A user's key pair at a crypto exchange, for bots. <c>trading.exchange_api_keys</c>.</summary>
public sealed class ExchangeApiKey
{
    /// <summary>Internal key.</summary>
    public ExchangeApiKeyId Id { get; init; } = ExchangeApiKeyId.New();

    /// <summary>The owner.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The exchange, in lower case, e.g. <c>binance</c>.</summary>
    public required string Exchange { get; init; }

    /// <summary>The owner's name for the pair; unique for an owner and exchange.</summary>
    public required string Label { get; set; }

    /// <summary>The API key, encrypted.</summary>
    public EncryptedSecret? EncryptedApiKey { get; set; }

    /// <summary>The secret key, encrypted.</summary>
    public EncryptedSecret? EncryptedSecretKey { get; set; }

    /// <summary>False once the exchange refused the pair. Default true.</summary>
    public bool IsValid { get; set; } = true;

    /// <summary>When the pair was stored; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Row version (xmin): the owner and the validator both edit.</summary>
    public uint Version { get; private set; }
}
