using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingPlatform.Data;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>The platform's configuration is in every environment, and what operators made of it stays.</summary>
public sealed class SystemConfigurationTests
{
    [Fact]
    public async Task Seed_InProduction_AddsEveryKeyWithItsDefault()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        await SeedAsync(database, Environments.Production);

        await using var context = database.Context();
        var stored = await context.SystemConfiguration.ToDictionaryAsync(setting => setting.Key);
        Assert.Equal(["execution", "platform", "position_limits", "risk", "trading_hours"], stored.Keys.Order());
        Assert.All(SystemDefaults.All, known => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(known.Value), stored[known.Key].Value), known.Key));
        Assert.True(stored["execution"].Value.GetProperty("dry_run").GetBoolean());
    }

    [Fact]
    public async Task Seed_OfAChangedValue_LeavesItAlone()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await SeedAsync(database);
        await database.ExecuteAsync("""UPDATE system.system_configuration SET value = value || '{"dry_run": false}' WHERE key = 'execution'""");

        var second = await SeedAsync(database);

        Assert.Equal(0, second.Report.Total);
        Assert.Empty(second.Warnings);
        Assert.False((await ValueAsync(database, "execution")).GetProperty("dry_run").GetBoolean());
    }

    [Fact]
    public async Task Seed_WhenAKeyAndAFieldAreNew_AddsThemBesideWhatOperatorsSet()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await SeedAsync(database);
        await database.ExecuteAsync("DELETE FROM system.system_configuration WHERE key = 'risk'");
        await database.ExecuteAsync("""UPDATE system.system_configuration SET value = '{"dry_run": false, "max_order_retries": 7}' WHERE key = 'execution'""");

        var second = await SeedAsync(database);

        Assert.Equal(1, second.Report.Added["system.system_configuration"]);
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"dry_run": false, "max_order_retries": 7, "order_timeout_seconds": 30}"""), await ValueAsync(database, "execution")));
    }

    [Fact]
    public async Task Seed_WhenTheBuildNoLongerKnowsAKeyOrAField_NamesThemAndKeepsThem()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await SeedAsync(database);
        await database.ExecuteAsync("""UPDATE system.system_configuration SET value = value || '{"leverage": 2}' WHERE key = 'risk'""");
        await database.ExecuteAsync("""INSERT INTO system.system_configuration (key, value) VALUES ('fees', '{"rate": 1}')""");

        var second = await SeedAsync(database);

        Assert.Contains("does not know fees, risk.leverage.", Assert.Single(second.Warnings), StringComparison.Ordinal);
        Assert.Equal(1, (await ValueAsync(database, "fees")).GetProperty("rate").GetInt32());
        Assert.Equal(2, (await ValueAsync(database, "risk")).GetProperty("leverage").GetInt32());
    }

    private static async Task<(SeedReport Report, List<string> Warnings)> SeedAsync(TestDatabase database, string? environment = null)
    {
        var warnings = new Warnings();
        var report = await database.SeedAsync(
            new SeedRequest(SeedProfile.Minimal), environment, new() { ["Seed:Admin:Password"] = "a long enough password" }, warnings);
        return (report, warnings.Lines);
    }

    private static async Task<JsonElement> ValueAsync(TestDatabase database, string key)
    {
        await using var context = database.Context();
        return (await context.SystemConfiguration.SingleAsync(setting => setting.Key == key)).Value;
    }

    private sealed class Warnings : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning) Lines.Add(formatter(state, exception));
        }
    }
}
