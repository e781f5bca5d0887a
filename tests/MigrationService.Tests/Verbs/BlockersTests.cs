using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class BlockersTests
{
    [Fact]
    public async Task Blockers_WhenOneSessionWaits_ShowsBothWithTheLockAndTheTable()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var blocked = await BlockedDatabase.CreateAsync(database);

        var (exitCode, output) = await database.RunAsync("blockers");

        Assert.True(exitCode == 0, output);
        var lines = output.Split('\n');
        Assert.StartsWith($"pid {blocked.BlockerPid} 'the blocker' as", lines[0], StringComparison.Ordinal);
        Assert.Contains("(idle in transaction, transaction open for", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("holds AccessExclusiveLock on shop.orders", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.TrimStart().StartsWith($"└─ pid {blocked.WaiterPid} 'the waiter'", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("waits for AccessShareLock on shop.orders, for", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("runs SELECT count(*) FROM shop.orders WHERE '?' <> '?'", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_OfTheBlocker_LetsTheOtherGoOn()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var blocked = await BlockedDatabase.CreateAsync(database);

        var (exitCode, document) = await database.RunJsonAsync("blockers", "--terminate", $"{blocked.BlockerPid}", "--yes");

        Assert.Equal((0, "terminate"), (exitCode, document.GetProperty("action").GetString()));
        Assert.Equal(0L, await blocked.Waiting);
    }

    [Fact]
    public async Task Terminate_OfASessionThatBlocksNobody_IsRefusedAndNamesTheBlocker()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var blocked = await BlockedDatabase.CreateAsync(database);

        var (exitCode, output) = await database.RunAsync("blockers", "--terminate", $"{blocked.WaiterPid}", "--yes");

        Assert.True(exitCode == 8, output);
        Assert.Equal($"pid {blocked.WaiterPid} is in nobody's way: in the way are {blocked.BlockerPid}.", output);
    }

    [Fact]
    public async Task Cancel_WhenNobodyCanAnswer_IsRefused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var blocked = await BlockedDatabase.CreateAsync(database);

        var (exitCode, output) = await database.RunAsync("blockers", "--cancel", $"{blocked.BlockerPid}");

        Assert.True(exitCode == 8, output);
        Assert.Contains("--yes", output, StringComparison.Ordinal);
        Assert.False(blocked.Waiting.IsCompleted);
    }

    [Fact]
    public async Task Blockers_WhenNobodyWaits_SaysSo()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, document) = await database.RunJsonAsync("blockers");

        Assert.Equal((0, 0), (exitCode, document.GetProperty("sessions").GetArrayLength()));
    }
}
