using System.Text.Json;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>Starts the built MigrationService against a test's database.</summary>
internal static class Worker
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static ServiceProcess Start(this TestDatabase database, params string[] arguments) => Start(database.ConnectionString, arguments);

    public static ServiceProcess Start(string? connectionString, params string[] arguments) => StartWith(connectionString, [], arguments);

    public static ServiceProcess StartWith(string? connectionString, Dictionary<string, string?> environment, params string[] arguments) =>
        ServiceProcess.Start("MigrationService", arguments, EnvironmentOf(connectionString, environment));

    /// <summary>The variables of a worker; <paramref name="environment"/> has the last word.</summary>
    public static Dictionary<string, string?> EnvironmentOf(string? connectionString, Dictionary<string, string?> environment)
    {
        var all = new Dictionary<string, string?>(environment)
        {
            ["ConnectionStrings__tradingdb"] = connectionString,
            ["Seed__Profile"] = "minimal",
        };
        all.TryAdd("OTEL_EXPORTER_OTLP_ENDPOINT", null);
        all.TryAdd("DATABASE_URL", null);
        all.TryAdd("DOTNET_ENVIRONMENT", "Development");
        return all;
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(this TestDatabase database, params string[] arguments)
    {
        await using var process = database.Start(arguments);
        return (await process.WaitForExitAsync(Patience), process.Output);
    }

    /// <summary>Runs a verb with <c>--json</c>; the answer has to be one document and nothing else.</summary>
    public static async Task<(int ExitCode, JsonElement Document)> RunJsonAsync(this TestDatabase database, params string[] arguments)
    {
        await using var process = database.Start([.. arguments, "--json"]);
        var exitCode = await process.WaitForExitAsync(Patience);
        Assert.True(process.StandardOutput.Length > 0, process.Output);
        using var document = JsonDocument.Parse(process.StandardOutput);
        return (exitCode, document.RootElement.Clone());
    }

    /// <summary>Runs a verb that gets no database.</summary>
    public static async Task<(int ExitCode, string Output)> RunOfflineAsync(params string[] arguments)
    {
        await using var process = Start(connectionString: null, arguments);
        return await process.EndAsync();
    }

    public static async Task<(int ExitCode, string Output)> EndAsync(this ServiceProcess process) =>
        (await process.WaitForExitAsync(Patience), process.Output);

    public static async Task<NpgsqlConnection> ConnectAsync(this TestDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task<T> ScalarAsync<T>(this TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Asks until the answer is yes, for a minute.</summary>
    public static async Task WaitUntilAsync(this TestDatabase database, string sql)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await database.ScalarAsync<bool>(sql)) await Task.Delay(5, deadline.Token);
    }

    public static async Task ExecuteAsync(this TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync();
        await connection.ExecuteAsync(sql);
    }

    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
