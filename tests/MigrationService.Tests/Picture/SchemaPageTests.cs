using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class SchemaPageTests
{
    [Fact]
    public async Task SchemaPage_InTheDocumentation_IsWhatTheModelSays()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("erd", "--format", "markdown");

        Assert.True(exitCode == 0, output);
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "schema.md"));
        Assert.True(page.Trim() == output.Trim(), "docs/schema.md is of another model: write it anew with the command in its third line.");
        Assert.Contains("- `ck_strategies_sell_time`: `sell_time > buy_time`", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemaPage_OfOneSchema_IsRefused()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("erd", "--format", "markdown", "--schema", "identity");

        Assert.True(exitCode == 2, output);
        Assert.Contains("leave out --schema", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }
}
