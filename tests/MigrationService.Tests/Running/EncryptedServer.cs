using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Running;

/// <summary>A server of its own that speaks TLS, with a certificate that nobody has signed.</summary>
public sealed class EncryptedServer : IAsyncLifetime
{
    private EmbeddedServer? _server;

    /// <summary>The certificate, in PEM.</summary>
    public string Certificate { get; private set; } = "";

    public string ConnectionString(SslMode mode) =>
        new NpgsqlConnectionStringBuilder(_server!.ConnectionString("postgres")) { SslMode = mode, Host = "localhost" }.ConnectionString;

    public async Task InitializeAsync()
    {
        _server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(TestPostgres.Search), CancellationToken.None);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        Certificate = certificate.ExportCertificatePem();

        await using var source = NpgsqlDataSource.Create(_server.ConnectionString("postgres"));
        await WriteAsync(source, "server.key", key.ExportPkcs8PrivateKeyPem());
        await WriteAsync(source, "server.crt", Certificate);
        await ExecuteAsync(source, "ALTER SYSTEM SET ssl = on");
        await ExecuteAsync(source, "SELECT pg_reload_conf()");
    }

    public async Task DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    /// <summary>By the server itself: only its account may write there.</summary>
    private static Task WriteAsync(NpgsqlDataSource source, string file, string text) => ExecuteAsync(
        source,
        $"COPY (SELECT unnest(string_to_array('{text}', E'\\n'))) TO PROGRAM 'cat > {file} && chmod 600 {file}'");

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
