using System.Collections.Concurrent;
using System.Text;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>Secrets and keys are planted, everything that handles them runs at its most talkative, and then all that was written anywhere is searched for them.</summary>
public sealed class PlantedSecretTests
{
    [Fact]
    public async Task NoSecretAndNoKey_StandsInTheDatabaseTheLogsOrTheTraces_NorInTheServersLog()
    {
        var (old, current, wrong) = (("k1", SecretDatabase.Key(1)), ("k2", SecretDatabase.Key(2)), ("k1", SecretDatabase.Key(3)));
        var written = new ConcurrentQueue<string>();
        await using var telemetry = ReceivedTelemetry.Start();
        await using var database = await SecretDatabase.CreateTalkativeAsync(SecretDatabase.Open(old), 20, i => $"planted-{i:00}-credential", written.Enqueue);
        await database.ExecuteAsync("UPDATE trading.exchange_api_keys SET encrypted_secret_key = set_byte(encrypted_secret_key, 20, get_byte(encrypted_secret_key, 20) # 1) WHERE id = (SELECT max(id::text)::uuid FROM trading.exchange_api_keys)");

        foreach (var ring in new[] { SecretDatabase.Ring(current), SecretDatabase.Ring(current, wrong), SecretDatabase.Ring(current, old) })
        {
            ring["ConnectionStrings__tradingdb"] = database.ConnectionString;
            ring["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.Endpoint;
            ring["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            ring["Logging__LogLevel__Default"] = "Trace";
            await using var process = ServiceProcess.Start("MigrationService", ["rotate-keys", "--verbose"], ring);
            await process.EndAsync();
            written.Enqueue(process.Output);
        }

        var dump = await DumpAsync(database);
        var logs = string.Join('\n', written);
        var server = await ServerLogAsync();
        Assert.Matches(@"(?s)execute <unnamed>: INSERT INTO trading\.broker_connections.{1,3000}arameters: .{1,3000}'\\x01", server);
        Assert.Contains("UPDATE \"trading\".\"broker_connections\"", server, StringComparison.Ordinal);
        Assert.Contains("rotate-keys", telemetry.Text, StringComparison.Ordinal);
        Assert.Contains("rotate-keys-broker-connections", logs, StringComparison.Ordinal);
        Assert.Contains("\\x01", dump, StringComparison.Ordinal);
        foreach (var secret in Enumerable.Range(0, 20).Select(i => $"planted-{i:00}-credential").Concat(["planted-", old.Item2, current.Item2, wrong.Item2]))
        {
            foreach (var form in Forms(secret))
            {
                Assert.False(dump.Contains(form, StringComparison.OrdinalIgnoreCase), $"The database holds {form}.");
                Assert.False(logs.Contains(form, StringComparison.OrdinalIgnoreCase), $"A log holds {form}.");
                Assert.False(server.Contains(form, StringComparison.OrdinalIgnoreCase), $"The server's log holds {form}.");
                Assert.False(telemetry.Text.Contains(form, StringComparison.OrdinalIgnoreCase), $"A trace holds {form}.");
            }
        }
    }

    /// <summary>Read while the server writes it: what it has logged by now, statements of other tests included.</summary>
    private static async Task<string> ServerLogAsync()
    {
        var path = Path.Combine((await TestPostgres.ServerAsync()).Folder, "server.log");
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    private static IEnumerable<string> Forms(string secret) =>
    [
        secret, Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='),
        string.Join(',', Encoding.UTF8.GetBytes(secret)),
    ];

    /// <summary>Every row of every table, the engine's own included, as text.</summary>
    private static async Task<string> DumpAsync(TestDatabase database)
    {
        await using var connection = await database.ConnectAsync();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast')", connection))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }

        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            using var rows = await connection.BeginTextExportAsync($"COPY {table} TO STDOUT");
            dump.AppendLine(table).AppendLine(await rows.ReadToEndAsync());
        }

        return dump.ToString();
    }
}
