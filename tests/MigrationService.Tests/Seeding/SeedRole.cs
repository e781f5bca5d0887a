using System.Globalization;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>A role of the server that runs the program on a test's database, dropped when disposed.</summary>
internal sealed class SeedRole : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly string _connectionString;

    private SeedRole(TestDatabase database)
    {
        _database = database;
        Name = $"r_{database.Name}";
        _connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = Name, Password = "only-for-this-test" }.ConnectionString;
    }

    public string Name { get; }

    /// <param name="database">The database it is for.</param>
    /// <param name="rights">What it is given, <c>{0}</c> standing for its name.</param>
    public static async Task<SeedRole> CreateAsync(TestDatabase database, string rights)
    {
        var role = new SeedRole(database);
        await database.ExecuteAsync($"CREATE ROLE {role.Name} LOGIN PASSWORD 'only-for-this-test'");
        await database.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, rights, role.Name));
        return role;
    }

    /// <summary>Runs the program; what it printed.</summary>
    public async Task<string> ExpectAsync(int exitCode, params string[] arguments)
    {
        await using var process = Worker.Start(_connectionString, arguments);
        var (ended, output) = await process.EndAsync();
        Assert.True(ended == exitCode, $"{string.Join(' ', arguments)}: {ended}\n{output}");
        return output;
    }

    public async ValueTask DisposeAsync() => await _database.ExecuteAsync($"DROP OWNED BY {Name}; DROP ROLE {Name}");
}
