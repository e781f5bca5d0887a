using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.Testing;

/// <summary>One throw-away PostgreSQL server a test process, started on first use. It ends with the process, however that ends.</summary>
public static class TestPostgres
{
    private static readonly Lazy<Task<EmbeddedServer>> Started = new(
        () => EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(Search), CancellationToken.None));

    /// <summary>Where the tests look for PostgreSQL.</summary>
    public static PostgresSearch Search => new() { RepositoryFolder = Repository.Root };

    /// <summary>The running server.</summary>
    public static Task<EmbeddedServer> ServerAsync() => Started.Value;

    /// <summary>The connection string of a database of the server; the default is its maintenance database.</summary>
    public static async Task<string> ConnectionStringAsync(string database = "postgres") => (await ServerAsync()).ConnectionString(database);
}
