using Npgsql;
using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.Benchmarks;

/// <summary>A PostgreSQL server with its default, durable settings: without a password for the ordinary races, with SCRAM and TLS for one.</summary>
internal sealed class BenchmarkServer(EmbeddedServer server) : IAsyncDisposable
{
    private const string Trusted = "bench";
    private const string DebianFolder = "/usr/lib/postgresql";
    private int _databases;

    /// <summary>The program itself: what Debian puts on the PATH is a wrapper that costs four times as much.</summary>
    public string Psql { get; } = new[] { server.Binaries.Folder }
        .Concat(Directory.Exists(DebianFolder) ? Directory.EnumerateDirectories(DebianFolder).Select(version => Path.Combine(version, "bin")).OrderDescending() : [])
        .Select(folder => Path.Combine(folder, "psql"))
        .FirstOrDefault(File.Exists) ?? throw new FileNotFoundException("There is no psql beside PostgreSQL's binaries: set POSTGRES_BIN to a folder that has it.");

    public string Version => server.Version;

    private int Port => server.Port;

    public static async Task<BenchmarkServer> StartAsync(string folder)
    {
        var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions { Folder = folder, Fresh = true }, CancellationToken.None);
        var benchmark = new BenchmarkServer(server);

        // In the server's own words, because only its account may write there.
        await benchmark.AdministerAsync(
            $"CREATE ROLE {Trusted} SUPERUSER LOGIN",
            $"COPY (SELECT 'hostnossl all {Trusted} 127.0.0.1/32 trust') TO PROGRAM 'cat - pg_hba.conf > new.conf && mv new.conf pg_hba.conf'",
            "COPY (SELECT 1) TO PROGRAM 'openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -days 1 -keyout server.key -out server.crt 2> openssl.log && chmod 600 server.key'",
            "ALTER SYSTEM SET ssl = on",
            "SELECT pg_reload_conf()");
        return benchmark;
    }

    /// <summary>A new database, empty or a copy of <paramref name="template"/>.</summary>
    public async Task<string> CreateAsync(string template = "template0")
    {
        var name = FormattableString.Invariant($"b{++_databases}");
        await AdministerAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    /// <summary>A copy of a large database, file by file instead of page by page through the log (PostgreSQL 15 and later), and written out.</summary>
    public async Task<string> CopyAsync(string template)
    {
        var name = FormattableString.Invariant($"b{++_databases}");
        await AdministerAsync($"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy", "CHECKPOINT");
        return name;
    }

    /// <summary>Writes out what earlier measurements have changed.</summary>
    public Task CheckpointAsync() => AdministerAsync("CHECKPOINT");

    public Task DropAsync(string database) => AdministerAsync($"DROP DATABASE {database} WITH (FORCE)");

    /// <summary>Over TCP, without password and encryption.</summary>
    public string Connection(string database) =>
        FormattableString.Invariant($"Host=127.0.0.1;Port={Port};Database={database};Username={Trusted};SSL Mode=Disable");

    /// <summary>Over TCP, with SCRAM and TLS.</summary>
    public string SecureConnection(string database) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString(database)) { SslMode = SslMode.Require }.ConnectionString;

    /// <summary>The variables by which psql and every other libpq program finds a database.</summary>
    public Dictionary<string, string?> Variables(string database) => new()
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = FormattableString.Invariant($"{Port}"),
        ["PGUSER"] = Trusted,
        ["PGDATABASE"] = database,
        ["PGSSLMODE"] = "disable",
    };

    /// <summary>The same for SCRAM and TLS.</summary>
    public Dictionary<string, string?> SecureVariables(string database)
    {
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString(database));
        return new(Variables(database)) { ["PGUSER"] = connection.Username, ["PGPASSWORD"] = connection.Password, ["PGSSLMODE"] = "require" };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AdministerAsync(params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
