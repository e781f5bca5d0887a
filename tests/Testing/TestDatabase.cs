using System.Collections.Concurrent;
using Npgsql;
using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.Testing;

/// <summary>A database of its own for one test, dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();

    private readonly string maintenance;

    private TestDatabase(string name, string connectionString, string maintenance)
    {
        Name = name;
        ConnectionString = connectionString;
        this.maintenance = maintenance;
    }

    /// <summary>The database's name, new for every test.</summary>
    public string Name { get; }

    /// <summary>The connection string, as superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>Creates a database without any object in it.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    /// <summary>The same on a server of the test's own, such as one that the test is going to kill.</summary>
    public static Task<TestDatabase> CreateOnAsync(EmbeddedServer server) => CreateAsync("template0", database => Unpooled(server.ConnectionString(database)));

    /// <summary>Copies a database that <paramref name="prepareOnce"/> fills once a process, on first use of <paramref name="templateName"/>.</summary>
    /// <param name="templateName">Names the template within this test process.</param>
    /// <param name="prepareOnce">Receives the template's connection string; must leave no connection open (the string turns pooling off).</param>
    public static async Task<TestDatabase> CloneAsync(string templateName, Func<string, Task> prepareOnce)
    {
        var template = Templates.GetOrAdd(templateName, _ => new Lazy<Task<string>>(() => PrepareAsync(prepareOnce)));
        return await CreateAsync(await template.Value);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync(maintenance, $"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)");
    }

    private static async Task<string> PrepareAsync(Func<string, Task> prepare)
    {
        var template = await CreateEmptyAsync();
        var unpooled = new NpgsqlConnectionStringBuilder(template.ConnectionString) { Pooling = false };
        await prepare(unpooled.ConnectionString);

        // PostgreSQL copies only a database that nobody is connected to.
        await ExecuteOnServerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template.Name}'");
        return template.Name;
    }

    private static async Task<TestDatabase> CreateAsync(string template) => await CreateAsync(template, (await TestPostgres.ServerAsync()).ConnectionString);

    private static async Task<TestDatabase> CreateAsync(string template, Func<string, string> connectionStringOf)
    {
        var name = $"test_{Guid.CreateVersion7():N}";
        var maintenance = connectionStringOf("postgres");
        await ExecuteAsync(maintenance, $"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
        return new TestDatabase(name, connectionStringOf(name), maintenance);
    }

    private static async Task ExecuteOnServerAsync(string sql) => await ExecuteAsync(await TestPostgres.ConnectionStringAsync(), sql);

    private static string Unpooled(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names of databases cannot be parameters; these are generated above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
