using System.Security.Cryptography;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>The built API as a process of its own.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_OnAnUnmigratedDatabase_StopsWithOneSentence()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var api = Start(database.ConnectionString);

        Assert.Equal(10, await api.WaitForExitAsync());
        Assert.Contains(api.Lines, line => line.Contains("run the MigrationService", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", api.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhileTheDatabaseIsBeingMigrated_WaitsForIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var api = Start(database.ConnectionString, ("SchemaGate__Wait", "00:01:00"));
        await api.WaitForLineAsync("Not ready to start");

        await MigratedDatabase.MigrateAsync(database.ConnectionString);

        await api.WaitForLineAsync("Now listening on");
        api.CloseStandardInput();
        Assert.Equal(0, await api.WaitForExitAsync());
    }

    [Fact]
    public async Task Instance_RegistersWhileItRuns_AndStopsWhenTheDatabaseIsContractedPastIt()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using (var leaving = Start(database.ConnectionString))
        {
            await leaving.WaitForLineAsync("Now listening on");
            Assert.Equal($"tradingapi {leaving.Id}", await ScalarAsync(connection, "SELECT string_agg(name || ' ' || process_id, ',') FROM migration.instances"));
            leaving.CloseStandardInput();
            Assert.Equal(0, await leaving.WaitForExitAsync());
        }

        Assert.Equal(0L, await ScalarAsync(connection, "SELECT count(*) FROM migration.instances"));
        await using var api = Start(database.ConnectionString, ("SchemaGate__Beat", "00:00:00.200"));
        await api.WaitForLineAsync("Now listening on");
        await ScalarAsync(connection, "INSERT INTO migration.contracted (history_table, migration_id, oldest_build) SELECT history_table, 'later', '{later}' FROM migration.instances RETURNING 1");

        Assert.Equal(6, await api.WaitForExitAsync());
        Assert.Contains(api.Lines, line => line.StartsWith("The database has been contracted past this build", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithoutAConnectionString_SaysHowToSetOne()
    {
        await using var api = Start(connectionString: null);

        Assert.Equal(2, await api.WaitForExitAsync());
        Assert.Contains("ConnectionStrings__tradingdb", Assert.Single(api.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAServerThatDoesNotAnswer_StopsWithOneSentence()
    {
        await using var api = Start("Host=127.0.0.1;Port=1;Database=x;Username=y");

        Assert.Equal(3, await api.WaitForExitAsync());
        Assert.Contains("does not answer", Assert.Single(api.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAWrongPassword_StopsAtOnceAndDoesNotRepeatIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "not-the-password" }.ConnectionString;
        await using var api = Start(wrong, ("SchemaGate__Wait", "01:00:00"));

        Assert.Equal(3, await api.WaitForExitAsync());
        Assert.Contains("refuses the user name or the password", Assert.Single(api.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", api.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_StopsWithOneSentence()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await using var first = Start(database.ConnectionString);
        var url = (await first.WaitForLineAsync("Now listening on")).Split("on: ")[1].Trim();

        await using var second = Start(database.ConnectionString, ("ASPNETCORE_URLS", url));

        Assert.Equal(2, await second.WaitForExitAsync());
        Assert.Contains("taken by another process", Assert.Single(second.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", null, "No key is configured to encrypt credentials with: set Encryption:CurrentKey to an id and Encryption:Keys:<id> to 32 random bytes in base64 (openssl rand -base64 32).")]
    [InlineData(null, null, "No key is configured to encrypt credentials with: set Encryption:CurrentKey to an id and Encryption:Keys:<id> to 32 random bytes in base64 (openssl rand -base64 32).")]
    [InlineData("Production", "c2hvcnQga2V5", "Encryption:Keys:k1 is not a key: give 32 random bytes in base64 (openssl rand -base64 32).")]
    [InlineData("Development", "c2hvcnQga2V5", "Encryption:Keys:k1 is not a key: give 32 random bytes in base64 (openssl rand -base64 32).")]
    public async Task Start_WithoutAKeyOrWithAWrongOne_StopsBeforeItAsksTheDatabase(string? environment, string? key, string sentence)
    {
        await using var api = Start(
            "Host=127.0.0.1;Port=1;Database=x;Username=y",
            ("ASPNETCORE_ENVIRONMENT", environment), ("Encryption__Keys__k1", key), ("Encryption__CurrentKey", key is null ? null : "k1"));

        Assert.Equal(2, await api.WaitForExitAsync());
        Assert.Equal(sentence, Assert.Single(api.Lines));
    }

    [Fact]
    public async Task Start_InProductionWithAKey_Listens()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await using var api = Start(database.ConnectionString, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Encryption__Keys", $"k1={key}"), ("Encryption__CurrentKey", "k1"));

        await api.WaitForLineAsync("Now listening on");
        Assert.DoesNotContain(key, api.Output, StringComparison.Ordinal);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static ServiceProcess Start(string? connectionString, params (string Name, string? Value)[] environment)
    {
        var variables = new Dictionary<string, string?>
        {
            ["ConnectionStrings__tradingdb"] = connectionString,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = null,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["STOP_WHEN_STDIN_CLOSES"] = "true",
            ["SchemaGate__Wait"] = "00:00:00",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
        };
        foreach (var (name, value) in environment)
            variables[name] = value;
        return ServiceProcess.Start("TradingApi", environment: variables);
    }
}
