using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data.Tests;

/// <summary>Every encrypted property of the model has its field, and each is bound to its own place.</summary>
public sealed class SecretFieldTests
{
    [Fact]
    public async Task Fields_OfEveryEncryptedColumn_KeepTheirSecretsInTheDatabase()
    {
        await using var database = await TradingSchema.MigratedAsync();
        var keys = Keys.Ring("k1");
        var user = Sample.User();
        var broker = Sample.BrokerConnection(user);
        var exchange = new ExchangeApiKey { UserId = user.Id, Exchange = "binance", Label = "main" };
        var device = new DeviceToken { UserId = user.Id, Platform = DevicePlatform.Ios, TokenHash = DeviceTokenSecrets.HashOf("device-token-0001") };
        BrokerConnectionSecrets.ApiKey.Write(keys, broker, "broker-key-0001");
        BrokerConnectionSecrets.ApiSecret.Write(keys, broker, "broker-secret-0001");
        BrokerConnectionSecrets.AccessToken.Write(keys, broker, "broker-token-0001");
        ExchangeApiKeySecrets.ApiKey.Write(keys, exchange, "exchange-key-0001");
        ExchangeApiKeySecrets.SecretKey.Write(keys, exchange, "exchange-secret-0001");
        DeviceTokenSecrets.Token.Write(keys, device, "device-token-0001");
        await using (var context = TradingSchema.Open(database.ConnectionString))
        {
            context.AddRange(user, broker, exchange, device);
            await context.SaveChangesAsync();
        }

        // What a new encrypted column lacks here, it lacks in the application.
        var decrypted = 0;
        await using (var context = TradingSchema.Open(database.ConnectionString))
        {
            foreach (var table in SecretTable.Of(context.Model))
            {
                foreach (var (ciphertext, keyId) in table.Columns)
                {
                    var sql = $"SELECT {table.Key}::text || '|' || encode({ciphertext}, 'base64') || '|' || {keyId} AS \"Value\" FROM {table.FullName} WHERE {ciphertext} IS NOT NULL";
                    var parts = (await context.Database.SqlQueryRaw<string>(sql).SingleAsync()).Split('|');
                    var clear = keys.Decrypt(new SecretPlace(table.FullName, ciphertext, Guid.Parse(parts[0])), new EncryptedSecret(Convert.FromBase64String(parts[1]), parts[2]));
                    Assert.EndsWith("0001", clear, StringComparison.Ordinal);
                    decrypted++;
                }
            }

            var read = await context.BrokerConnections.SingleAsync();
            Assert.Equal("broker-secret-0001", BrokerConnectionSecrets.ApiSecret.Read(keys, read));
            Assert.Equal("••••0001", BrokerConnectionSecrets.AccessToken.ReadMasked(keys, read));
            BrokerConnectionSecrets.AccessToken.Write(keys, read, null);
            Assert.Null(BrokerConnectionSecrets.AccessToken.ReadMasked(keys, read));
        }

        Assert.Equal(6, decrypted);
    }

    [Fact]
    public async Task Ciphertext_CopiedToAnotherRowByAStatement_DoesNotDecrypt()
    {
        await using var database = await TradingSchema.MigratedAsync();
        var keys = Keys.Ring("k1");
        var (victim, thief) = (Sample.User(), Sample.User("thief@example.com"));
        var (theirs, mine) = (Sample.BrokerConnection(victim), Sample.BrokerConnection(thief));
        BrokerConnectionSecrets.ApiKey.Write(keys, theirs, "broker-key-0001");
        await using (var context = TradingSchema.Open(database.ConnectionString))
        {
            context.AddRange(victim, thief, theirs, mine);
            await context.SaveChangesAsync();
        }

        await TradingSchema.ExecuteAsync(
            database.ConnectionString,
            "UPDATE trading.broker_connections t SET encrypted_api_key = s.encrypted_api_key, encrypted_api_key_key_id = s.encrypted_api_key_key_id FROM trading.broker_connections s WHERE s.encrypted_api_key IS NOT NULL");

        await using var after = TradingSchema.Open(database.ConnectionString);
        var stolen = await after.BrokerConnections.SingleAsync(connection => connection.UserId == thief.Id);
        Assert.Throws<EncryptionException>(() => BrokerConnectionSecrets.ApiKey.Read(keys, stolen));
    }
}
