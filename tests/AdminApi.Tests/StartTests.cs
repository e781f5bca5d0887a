using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

/// <summary>The built API as a process of its own.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_OnAnUnmigratedDatabase_StopsWithOneSentence()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var api = ServiceProcess.Start("AdminApi", environment: new Dictionary<string, string?>
        {
            ["ConnectionStrings__tradingdb"] = database.ConnectionString,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["SchemaGate__Wait"] = "00:00:00",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
        });

        Assert.Equal(10, await api.WaitForExitAsync());
        Assert.Contains("run the MigrationService", Assert.Single(api.Lines), StringComparison.Ordinal);
    }
}
