using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("Password", "Wr0ng-Secret", "refused the user")]
    [InlineData("Port", "1", "Nothing listens at")]
    [InlineData("Host", "nosuch.invalid", "There is no host called 'nosuch.invalid'")]
    [InlineData("Database", "nowhere", "There is no database 'nowhere'")]
    public async Task Worker_WhenTheDatabaseCannotBeReached_SaysWhyWithoutThePassword(string key, string value, string expected)
    {
        var connection = new NpgsqlConnectionStringBuilder(await TestPostgres.ConnectionStringAsync()) { [key] = value };
        await using var process = Worker.StartWith(connection.ConnectionString, new() { ["DOTNET_ENVIRONMENT"] = "Production" });

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 3, output);
        Assert.Contains(expected, Assert.Single(output.Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain(connection.Password!, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("show", "head")]
    [InlineData("backfill", "list")]
    [InlineData("blockers")]
    [InlineData("erd", "--from-database")]
    public async Task Verb_WhenTheDatabaseCannotBeReached_NamesIt(params string[] verb)
    {
        var connection = new NpgsqlConnectionStringBuilder(await TestPostgres.ConnectionStringAsync()) { Database = "nowhere" };
        await using var process = Worker.StartWith(connection.ConnectionString, new() { ["DOTNET_ENVIRONMENT"] = "Production" }, verb);

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 3, output);
        Assert.Contains($"There is no database 'nowhere' on {connection.Host}:{connection.Port}", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>Who blocks whom anybody may ask; for the rest the sentence says who may not do what.</summary>
    [Fact]
    public async Task Verb_AsARoleWithoutRights_NamesItAndTheRight()
    {
        await using var database = await SeededDatabase.CreateAsync();
        var role = $"guest_{Guid.CreateVersion7():N}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'guest'");
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "guest" };
        try
        {
            await using var history = Worker.Start(connection.ConnectionString, "history");
            var (exitCode, output) = await history.EndAsync();
            Assert.True(exitCode == 3, output);
            Assert.StartsWith($"The user '{role}' may not do this in '{connection.Database}' on {connection.Host}:{connection.Port} (permission denied for schema migration)", output, StringComparison.Ordinal);

            await using var blockers = Worker.Start(connection.ConnectionString, "blockers");
            Assert.Equal((0, "Nobody waits for a lock."), await blockers.EndAsync());
        }
        finally
        {
            await database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    /// <summary>As the administrator of a server reaches it, on the server itself.</summary>
    [Fact]
    public async Task Verb_OverASocketOfThisMachine_Works()
    {
        if (OperatingSystem.IsWindows()) return;

        await using var database = await TestDatabase.CreateEmptyAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Host = await database.ScalarAsync<string>("SHOW unix_socket_directories"),
        };

        foreach (var verb in (string[][])[["up", "+1"], ["up", "+1", "--dry-run"], ["current"], ["history"], ["down", "--yes"]])
        {
            await using var process = Worker.Start(connection.ConnectionString, verb);
            var (exitCode, output) = await process.EndAsync();
            Assert.True(exitCode == 0, output);
        }
    }

    [Fact]
    public async Task Worker_WhenNoConnectionIsConfigured_SaysHowToGiveOne()
    {
        await using var process = Worker.StartWith(connectionString: null, new() { ["DOTNET_ENVIRONMENT"] = "Production" });

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 2, output);
        Assert.Contains("ConnectionStrings__tradingdb", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_InDevelopment_CreatesAMissingDatabase()
    {
        var name = $"made_{Guid.CreateVersion7():N}";
        await using var process = Worker.Start(await TestPostgres.ConnectionStringAsync(name), "up", "+1");

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 0, output);
        Assert.Contains($"Created the database {name}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_WithDatabaseUrl_ReadsIt()
    {
        await using var database = await SeededDatabase.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var url = $"postgres://{Uri.EscapeDataString(connection.Username!)}:{Uri.EscapeDataString(connection.Password ?? "")}@{connection.Host}:{connection.Port}/{connection.Database}?sslmode=prefer";
        await using var process = Worker.StartWith(connectionString: null, new() { ["DATABASE_URL"] = url }, "status");

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Status_WithAnUnreadableConnection_IsAUsageErrorThatDoesNotRepeatIt()
    {
        await using var process = Worker.Start("Password=Hidden-1;Nonsense", "status");

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 2, output);
        Assert.DoesNotContain("Hidden-1", output, StringComparison.Ordinal);
    }
}
