using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

public sealed class LockTests
{
    [Fact]
    public async Task Begin_WhenLockIsHeld_WaitsThenFailsNamingTheHolder()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var holder = await database.Migrator<ShopContext>(database.Options() with { ApplicationName = "the other run" }).BeginAsync(default);
        var options = database.Options() with { LockWait = TimeSpan.FromMilliseconds(400) };

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.Migrator<ShopContext>(options).BeginAsync(default));

        Assert.Equal(MigrationExitCode.LockNotAcquired, failure.ExitCode);
        Assert.Contains($"pid {holder.Connection.ProcessID}, 'the other run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_WhenTheHolderEnds_GetsTheLockAndSaidForWhomItWaited()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var holder = await database.Migrator<ShopContext>().BeginAsync(default);
        var log = new CollectedLog();

        var waiting = database.Migrator<ShopContext>(logger: log).BeginAsync(default);
        await log.WaitForAsync($"pid {holder.Connection.ProcessID}");
        Assert.False(waiting.IsCompleted);
        await holder.DisposeAsync();

        await using var session = await waiting;
        Assert.Equal(3, (await session.UpAsync(MigrationTarget.Head, default)).Migrations.Count);
    }

    [Fact]
    public async Task Dispose_OfASessionWhoseRunFailed_FreesTheLockAndWakesWhoListens()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var session = await database.Migrator<ShopContext>().BeginAsync(default);
        await using var listening = await database.ConnectAsync();
        await listening.ExecuteAsync("LISTEN migration_lock");

        await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Parse("NoSuchMigration"), default));
        await session.DisposeAsync();

        Assert.True(await listening.WaitAsync(TimeSpan.FromSeconds(60)));
        await using var next = await database.Migrator<ShopContext>(database.Options() with { LockWait = TimeSpan.FromMilliseconds(1) }).BeginAsync(default);
    }

    [Fact]
    public async Task Begin_WhenCancelledWhileWaiting_Stops()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var holder = await database.Migrator<ShopContext>().BeginAsync(default);
        using var cancel = new CancellationTokenSource();
        var log = new CollectedLog();

        var waiting = database.Migrator<ShopContext>(logger: log).BeginAsync(cancel.Token);
        await log.WaitForAsync("Waiting for the migration lock");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Begin_InAnotherDatabaseOfTheServer_DoesNotWait()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var other = await TestDatabase.CreateEmptyAsync();
        await using var holder = await database.Migrator<ShopContext>().BeginAsync(default);

        await other.UpAsync<ShopContext>();

        Assert.Null((await other.StatusAsync<ShopContext>()).Holder);
    }
}
