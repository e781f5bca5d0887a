using System.Security.Cryptography;
using System.Text;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// Broker connections and exchange keys. Their credentials are invented and the same everywhere; the ciphertexts are not, because each has a
/// fresh nonce like any other.
/// </summary>
internal sealed class ConnectionsPart : DemoPart
{
    public const string PartName = "demo-connections";

    public override string Name => PartName;

    protected override IReadOnlyList<(string Table, string Condition)> Rows => [OfPeople("trading.exchange_api_keys"), OfPeople("trading.broker_connections")];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var (connections, keys) = (batch.Services.Demo.Connections, batch.Services.Keys);
        foreach (var connection in connections.Brokers)
        {
            BrokerConnectionSecrets.ApiKey.Write(keys, connection, Invented("key", connection.Id.Value));
            BrokerConnectionSecrets.ApiSecret.Write(keys, connection, Invented("secret", connection.Id.Value));
            if (connection.Status != BrokerConnectionStatus.Connecting) BrokerConnectionSecrets.AccessToken.Write(keys, connection, Invented("token", connection.Id.Value));
        }

        foreach (var key in connections.Exchanges)
        {
            ExchangeApiKeySecrets.ApiKey.Write(keys, key, Invented("key", key.Id.Value));
            ExchangeApiKeySecrets.SecretKey.Write(keys, key, Invented("secret", key.Id.Value));
        }

        await batch.CopyAsync(connections.Brokers, cancellationToken);
        await batch.CopyAsync(connections.Exchanges, cancellationToken);
    }

    /// <summary>A credential that says what it is, in case somebody sends it somewhere.</summary>
    public static string Invented(string kind, Guid row) =>
        $"demo-{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}{row}")))[..24]}";
}
