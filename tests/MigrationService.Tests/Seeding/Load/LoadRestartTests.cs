using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding.Load;

/// <summary>A load is the same rows in the end, whatever happens to it on the way.</summary>
public sealed class LoadRestartTests
{
    private const int Trades = 60_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Load_WhenStoppedHalfway_ContinuesToTheRowsOfAnUndisturbedOne(bool isKilled)
    {
        await using var undisturbed = await SeededDatabase.CreateAsync();
        await using var stopped = await SeededDatabase.CreateAsync();
        await undisturbed.LoadAsync(Trades);

        await using (var process = stopped.Start("seed", "--profile", "load", "--scale", "60k"))
        {
            await WaitForTradesAsync(stopped, process);
            if (isKilled) process.Kill();
            else process.Interrupt();
            var exitCode = await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
            if (!isKilled) Assert.True(exitCode == 130, process.Output);
        }

        Assert.InRange(await stopped.TradesAsync(), 1, Trades - 1);
        var (again, output) = await stopped.RunAsync("seed", "--profile", "load", "--scale", "60k");
        Assert.True(again == 0, output);
        Assert.Equal(await undisturbed.ChecksumsAsync(), await stopped.ChecksumsAsync());
    }

    [Fact]
    public async Task Load_WhenItGrows_EndsWithTheRowsOfALargerOne()
    {
        await using var atOnce = await SeededDatabase.CreateAsync();
        await using var grown = await SeededDatabase.CreateAsync();
        await atOnce.LoadAsync(25_000);

        await grown.LoadAsync(10, connections: 1);
        await grown.LoadAsync(12_344, connections: 1);
        await grown.LoadAsync(25_000);

        Assert.Equal(25_000, await grown.TradesAsync());
        Assert.Equal(await atOnce.ChecksumsAsync(), await grown.ChecksumsAsync());
    }

    [Fact]
    public async Task Load_WhenItIsThere_AddsNothing()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await database.LoadAsync(6_000);

        Assert.Empty(await database.LoadAsync(6_000));
        Assert.Empty(await database.LoadAsync(4_000));
        var (exitCode, output) = await database.RunAsync("seed", "--profile", "load", "--scale", "6k");
        Assert.Equal(0, exitCode);
        Assert.Contains("Nothing to seed", output, StringComparison.Ordinal);
    }

    /// <summary>The server's own error, raised for a row in the middle: a disk that is really full would stop the other tests' databases too.</summary>
    [Fact]
    public async Task Load_WhenTheDiskIsFull_KeepsWhatIsDoneSaysSoAndContinues()
    {
        await using var undisturbed = await SeededDatabase.CreateAsync();
        await using var full = await SeededDatabase.CreateAsync();
        await undisturbed.LoadAsync(Trades);
        await full.ExecuteAsync(
            $"""
            CREATE SEQUENCE public.rows_written;
            CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF nextval('public.rows_written') > {Trades / 2} THEN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END IF;
                    RETURN new;
                END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON execution.trades FOR EACH ROW EXECUTE FUNCTION public.full_disk();
            """);

        var (exitCode, output) = await full.RunAsync("seed", "--profile", "load", "--scale", "60k", "--connections", "1");

        Assert.True(exitCode == 9, output);
        var trades = await full.TradesAsync();
        Assert.InRange(trades, 1, Trades / 2);
        Assert.Contains($"The disk of the database is full after {trades} trades of the load, which stay: make room and run it again to continue.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        await full.ExecuteAsync("DROP FUNCTION public.full_disk CASCADE; DROP SEQUENCE public.rows_written");
        await full.LoadAsync(Trades);
        Assert.Equal(await undisturbed.ChecksumsAsync(), await full.ChecksumsAsync());
    }

    private static async Task WaitForTradesAsync(TestDatabase database, ServiceProcess process)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT EXISTS (SELECT FROM execution.trades)", connection);
        var patience = TimeProvider.System.GetTimestamp();
        while (await command.ExecuteScalarAsync() is not true)
        {
            Assert.False(process.HasExited, process.Output);
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromMinutes(1), process.Output);
            await Task.Delay(5);
        }
    }
}
