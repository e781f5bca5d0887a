using System.Collections.Concurrent;
using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>A database of its own for one test, dropped when disposed.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();

    private TestDatabase(string name, string connectionString)
    {
        Name = name;
        ConnectionString = connectionString;
    }

    /// <summary>The database's name, new for every test.</summary>
    public string Name { get; }

    /// <summary>The connection string, as superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>Creates a database without any object in it.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

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
        await ExecuteOnServerAsync($"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)");
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

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var name = $"test_{Guid.CreateVersion7():N}";
        await ExecuteOnServerAsync($"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
        return new TestDatabase(name, await TestPostgres.ConnectionStringAsync(name));
    }

    private static async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await TestPostgres.ConnectionStringAsync());
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names of databases cannot be parameters; these are generated above.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
