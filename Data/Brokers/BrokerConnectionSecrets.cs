namespace TradingPlatform.Data;

/// <summary>The credentials of a <see cref="BrokerConnection"/>.</summary>
public static class BrokerConnectionSecrets
{
    private const string Table = $"{Schemas.Trading}.broker_connections";

    /// <summary>The API key.</summary>
    public static SecretField<BrokerConnection> ApiKey { get; } = new(
        Table, "encrypted_api_key", connection => connection.Id.Value, connection => connection.EncryptedApiKey, (connection, secret) => connection.EncryptedApiKey = secret);

    /// <summary>The API secret.</summary>
    public static SecretField<BrokerConnection> ApiSecret { get; } = new(
        Table, "encrypted_api_secret", connection => connection.Id.Value, connection => connection.EncryptedApiSecret, (connection, secret) => connection.EncryptedApiSecret = secret);

    /// <summary>The session token that the broker gave.</summary>
    public static SecretField<BrokerConnection> AccessToken { get; } = new(
        Table, "encrypted_access_token", connection => connection.Id.Value, connection => connection.EncryptedAccessToken, (connection, secret) => connection.EncryptedAccessToken = secret);
}
