using System.Globalization;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class WorkerTests
{
    private const string StackTrace = "   at ";

    /// <summary>Those of one environment tell each other what they find; of different ones each asks the database.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Worker_WhenEightStartAtOnceOnAnEmptyDatabase_AllSucceedWithOneHistoryAndOneSeed(bool areTwins)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RunAsync(database, areTwins ? 0 : number)));

        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Output));
        Assert.Equal(
            await database.ScalarAsync<long>("SELECT count(*) FROM migration.journal"),
            await database.ScalarAsync<long>("""SELECT count(*) FROM migration."__EFMigrationsHistory" """));
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM migration.journal WHERE outcome <> 'succeeded'"));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(DISTINCT run_id) FROM migration.journal"));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM identity.users"));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM identity.role_permissions"));
        Assert.Single(ends, end => end.Output.Contains("First administrator: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Worker_WhenAMigrationFails_EndsWithItsExitCodeAndOneSentence()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE SCHEMA identity; CREATE TABLE identity.users (id int)");

        var (exitCode, output) = await database.RunAsync();

        Assert.True(exitCode == 5, output);
        Assert.Contains("(42P07), in: CREATE TABLE identity.users", output, StringComparison.Ordinal);
        Assert.DoesNotContain(StackTrace, output, StringComparison.Ordinal);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM migration.journal WHERE outcome = 'failed'"));
    }

    [Fact]
    public async Task Worker_WhenVerbose_ShowsTheStackTraceOfAFailure()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE SCHEMA identity; CREATE TABLE identity.users (id int)");

        var (exitCode, output) = await database.RunAsync("--verbose");

        Assert.True(exitCode == 5, output);
        Assert.Contains(StackTrace, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WhenTheDatabaseIsAhead_RefusesAndNamesTheUnknownMigration()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await database.ExecuteAsync("""INSERT INTO migration."__EFMigrationsHistory" VALUES ('20991231000000_FromTheFuture', '10.0.0')""");

        var (exitCode, output) = await database.RunAsync();

        Assert.True(exitCode == 6, output);
        Assert.Contains("20991231000000_FromTheFuture", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WhenKilledInTheMiddle_IsFinishedByTheNextOne()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using (var first = database.Start())
        {
            await first.WaitForLineAsync("Running");
            first.Kill();
            await first.EndAsync();
        }

        var (exitCode, output) = await database.RunAsync();

        Assert.True(exitCode == 0, output);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM migration.journal WHERE outcome = 'running'"));
        Assert.Equal(0, (await database.RunAsync("status")).ExitCode);
    }

    [Fact]
    public async Task Worker_WhenInterruptedWhileItWaitsForTheLock_EndsAsCancelled()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var holder = await database.HoldMigrationLockAsync();
        await using var process = database.Start();
        await process.WaitForLineAsync("Waiting for the migration lock");

        process.Interrupt();

        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 130, output);
        Assert.DoesNotContain(StackTrace, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WhenItsParentClosesStandardInput_EndsAsCancelled()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var holder = await database.HoldMigrationLockAsync();
        await using var process = Worker.StartWith(database.ConnectionString, new() { ["STOP_WHEN_STDIN_CLOSES"] = "true" });
        await process.WaitForLineAsync("Waiting for the migration lock");

        process.CloseStandardInput();

        Assert.Equal(130, (await process.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Worker_WhenTheLockStaysHeld_FailsNamingTheHolder()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var holder = await database.HoldMigrationLockAsync();

        var (exitCode, output) = await database.RunAsync("--lock-wait", "1s");

        Assert.True(exitCode == 4, output);
        Assert.Contains($"pid {holder.Connection.ProcessID}", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(TestDatabase database, int number)
    {
        await using var process = Worker.StartWith(database.ConnectionString, new() { ["REPLICA"] = number.ToString(CultureInfo.InvariantCulture) });
        return await process.EndAsync();
    }
}
