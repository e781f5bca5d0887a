namespace TradingPlatform.Data;

/// <summary>The credentials of an <see cref="ExchangeApiKey"/>.</summary>
public static class ExchangeApiKeySecrets
{
    private const string Table = $"{Schemas.Trading}.exchange_api_keys";

    /// <summary>The API key.</summary>
    public static SecretField<ExchangeApiKey> ApiKey { get; } = new(
        Table, "encrypted_api_key", key => key.Id.Value, key => key.EncryptedApiKey, (key, secret) => key.EncryptedApiKey = secret);

    /// <summary>The secret key.</summary>
    public static SecretField<ExchangeApiKey> SecretKey { get; } = new(
        Table, "encrypted_secret_key", key => key.Id.Value, key => key.EncryptedSecretKey, (key, secret) => key.EncryptedSecretKey = secret);
}
