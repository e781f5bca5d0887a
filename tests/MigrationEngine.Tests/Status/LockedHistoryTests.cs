using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Status;

/// <summary>EF Core's own migrator locks the history table in ACCESS EXCLUSIVE mode while a migration runs.</summary>
public sealed class LockedHistoryTests
{
    private const string Lock = """BEGIN; LOCK TABLE migration."__EFMigrationsHistory" IN ACCESS EXCLUSIVE MODE""";

    [Fact]
    public async Task Status_WhenAnotherToolLocksTheHistory_GivesUpSoonAndNamesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using var other = await database.ConnectAsync();
        await other.ExecuteAsync(Lock);

        var failure = await Assert.ThrowsAsync<MigrationException>(
            () => database.StatusAsync<ShopContext>().WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Equal(MigrationExitCode.LockNotAcquired, failure.ExitCode);
        Assert.Contains($"pid {other.ProcessID}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gate_WhenAnotherToolLocksTheHistory_IsNotSufficientAndNamesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using var other = await database.ConnectAsync();
        await other.ExecuteAsync(Lock);
        await using var context = database.Context<ShopContext>();

        var verdict = await SchemaGate.CheckAsync(context, default).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.False(verdict.IsSufficient);
        Assert.Contains($"pid {other.ProcessID}", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_LeavesTheSessionAsItWas()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using var context = database.Context<ShopContext>();
        await context.Database.OpenConnectionAsync(default);

        await SchemaStatusReader.ReadAsync(context, default);

        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SHOW lock_timeout";
        Assert.Equal("0", await command.ExecuteScalarAsync());
    }
}
