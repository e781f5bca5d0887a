using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>A database of the old system, with its rows, becomes one of ours: every row is there afterwards, and the application reads it.</summary>
public sealed class LegacyAdoptionTests
{
    [Theory]
    [InlineData("Development", false)]
    [InlineData("Production", true)]
    public async Task Up_AfterAdopting_CarriesEveryRowToTheFinalSchema(string environment, bool contracts)
    {
        await using var database = await LegacyRows.CreateAsync();
        var columns = await LegacyRows.ColumnsAsync(database);
        var before = await LegacyRows.ReadAsync(database, columns, carried: false);

        await RunAsync(database, environment, "adopt", "--yes");
        await RunAsync(database, environment, "up", "--yes");
        if (contracts) await RunAsync(database, environment, "complete", "--yes");

        var after = await LegacyRows.ReadAsync(database, columns, carried: true);
        Assert.True(before.Count > 30);
        Assert.Equal(before.Select(Respelled), after.Select(Respelled));
        var status = await database.RunAsync("check");
        Assert.DoesNotContain("is missing", status.Output, StringComparison.Ordinal);

        await using var context = database.Context();
        Assert.Equal(26, (await context.Orders.ToListAsync()).Count);
        Assert.Equal(4, (await context.Positions.ToListAsync()).Count);
        Assert.Equal(2, (await context.OrchestrationRuns.ToListAsync()).Count);
        Assert.Equal(2, (await context.SignalOrderMappings.ToListAsync()).Count);
        Assert.Equal(3, (await context.ModelRegistry.ToListAsync()).Count);
    }

    // The one value that the history changes: the spelling of an order that was called off.
    private static string Respelled(string row) =>
        row.StartsWith("orders|", StringComparison.Ordinal) ? row.Replace("|status=cancelled", "|status=canceled", StringComparison.Ordinal) : row;

    private static async Task RunAsync(TestDatabase database, string environment, params string[] arguments)
    {
        var settings = new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = environment, ["Seed__Admin__Password"] = "a long enough password" };
        await using var process = Worker.StartWith(database.ConnectionString, settings, arguments);
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 0, output);
    }
}
