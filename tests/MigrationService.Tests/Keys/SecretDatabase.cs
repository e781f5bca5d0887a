using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>A database with credentials, and the processes that know their keys.</summary>
internal static class SecretDatabase
{
    public static string Key(byte seed) => Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 37 + seed))]);

    /// <summary>Environment variables of a key ring: <c>k1=…</c>, the first is the current one.</summary>
    public static Dictionary<string, string?> Ring(params (string Id, string Key)[] keys)
    {
        var variables = keys.ToDictionary(key => $"Encryption__Keys__{key.Id}", key => (string?)key.Key);
        variables["Encryption__CurrentKey"] = keys[0].Id;
        variables["DOTNET_ENVIRONMENT"] = "Production";
        return variables;
    }

    public static KeyRing Open(params (string Id, string Key)[] keys) => KeyRing.Of(
        new ConfigurationBuilder().AddInMemoryCollection(Ring(keys).Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value))).Build(),
        isDevelopment: false);

    /// <summary>Stores the secrets of so many users, each with a broker connection and an exchange key.</summary>
    public static async Task<TestDatabase> CreateAsync(KeyRing keys, int users, Func<int, string> secret) =>
        await FillAsync(await MigratedDatabase.CreateAsync(), keys, users, secret, log: null);

    /// <summary>The same, where the server logs every statement with its parameters, and the application all it can.</summary>
    public static async Task<TestDatabase> CreateTalkativeAsync(KeyRing keys, int users, Func<int, string> secret, Action<string> log)
    {
        var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            ALTER DATABASE "{database.Name}" SET log_statement = 'all';
            ALTER DATABASE "{database.Name}" SET log_min_duration_statement = 0;
            ALTER DATABASE "{database.Name}" SET log_parameter_max_length = -1;
            ALTER DATABASE "{database.Name}" SET log_parameter_max_length_on_error = -1;
            """);
        return await FillAsync(database, keys, users, secret, log);
    }

    private static async Task<TestDatabase> FillAsync(TestDatabase database, KeyRing keys, int users, Func<int, string> secret, Action<string>? log)
    {
        await using var context = Context(database, log);
        for (var i = 0; i < users; i++)
        {
            var user = new User { Email = $"u{i}@example.com", HashedPassword = "hash", DisplayName = $"User {i}" };
            var broker = new BrokerConnection { UserId = user.Id, Broker = Broker.AngelOne };
            var exchange = new ExchangeApiKey { UserId = user.Id, Exchange = "binance", Label = "main" };
            var device = new DeviceToken { UserId = user.Id, Platform = DevicePlatform.Ios, TokenHash = DeviceTokenSecrets.HashOf(secret(i) + "device") };
            BrokerConnectionSecrets.ApiKey.Write(keys, broker, secret(i));
            BrokerConnectionSecrets.ApiSecret.Write(keys, broker, secret(i));
            ExchangeApiKeySecrets.SecretKey.Write(keys, exchange, secret(i));
            DeviceTokenSecrets.Token.Write(keys, device, secret(i) + "device");
            context.AddRange(user, broker, exchange, device);
        }

        await context.SaveChangesAsync();
        return database;
    }

    /// <summary>Every stored secret in clear text.</summary>
    public static async Task<IReadOnlyList<string?>> SecretsAsync(this TestDatabase database, KeyRing keys)
    {
        await using var context = Context(database, null);
        var brokers = await context.BrokerConnections.OrderBy(row => row.Id).ToListAsync();
        var exchanges = await context.ExchangeApiKeys.OrderBy(row => row.Id).ToListAsync();
        var devices = await context.Set<DeviceToken>().OrderBy(row => row.Id).ToListAsync();
        return
        [
            .. brokers.Select(row => BrokerConnectionSecrets.ApiKey.Read(keys, row)), .. brokers.Select(row => BrokerConnectionSecrets.ApiSecret.Read(keys, row)),
            .. exchanges.Select(row => ExchangeApiKeySecrets.SecretKey.Read(keys, row)), .. devices.Select(row => DeviceTokenSecrets.Token.Read(keys, row)),
        ];
    }

    public static async Task<(int ExitCode, string Output)> RotateAsync(this TestDatabase database, Dictionary<string, string?> environment, params string[] arguments)
    {
        await using var process = Worker.StartWith(database.ConnectionString, environment, ["rotate-keys", .. arguments]);
        return await process.EndAsync();
    }

    private static TradingDbContext Context(TestDatabase database, Action<string>? log)
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(database.ConnectionString, TradingDatabase.ConfigureNpgsql);
        if (log is not null) options.LogTo(log, Microsoft.Extensions.Logging.LogLevel.Trace).EnableDetailedErrors();
        return new TradingDbContext(options.Options);
    }
}
