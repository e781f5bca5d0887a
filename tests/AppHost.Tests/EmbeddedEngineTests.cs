using System.Diagnostics;
using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.AppHost.Tests;

public sealed class EmbeddedEngineTests
{
    [Fact]
    public async Task Run_OnAnEmptyFolder_ServesSeededDataAndStopsCleanly()
    {
        await using var run = new AppHostRun();
        var host = run.Start();
        await AppHostRun.WaitUntilReadyAsync(host);

        Assert.Contains("The embedded engine runs", host.Lines[0], StringComparison.Ordinal);
        Assert.Matches(@"migrations\s+completed", host.Output);
        Assert.Matches($@"tradingapi\s+running\s+http://localhost:{run.TradingApiPort}", host.Output);
        Assert.NotEqual(0, (await run.ReadTradesAsync()).GetProperty("items").GetArrayLength());

        var watch = Stopwatch.StartNew();
        host.Interrupt();
        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Stopping took {watch.Elapsed}.");
        Assert.False(File.Exists(Path.Combine(run.DataFolder, "data", "postmaster.pid")));
        if (OperatingSystem.IsLinux())
            Assert.Empty(await run.LeftoversAsync());
    }

    [Fact]
    public async Task Run_AfterAKill_StopsItsServicesAndUsesTheServerAgain()
    {
        await using var run = new AppHostRun();
        var killed = run.Start();
        await AppHostRun.WaitUntilReadyAsync(killed);

        // A second one at the same time is told who has the database, and the first one does not suffer.
        await using var other = new AppHostRun();
        var second = other.Start(arguments: ["--data-dir", run.DataFolder]);
        Assert.Equal(AppHostExitCodes.Database, await second.WaitForExitAsync());
        Assert.Contains($"in use by process {killed.Id}", second.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await run.ReadTradesAsync()).GetProperty("items").GetArrayLength());

        killed.Kill();
        await killed.WaitForExitAsync();
        if (OperatingSystem.IsLinux())
            Assert.Empty(await run.LeftoversAsync(except: "postgres"));

        var next = run.Start();
        await AppHostRun.WaitUntilReadyAsync(next);
        Assert.Contains("is used again", next.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await run.ReadTradesAsync()).GetProperty("items").GetArrayLength());
        next.Interrupt();
        Assert.Equal(0, await next.WaitForExitAsync());
        if (OperatingSystem.IsLinux())
            Assert.Empty(await run.LeftoversAsync());
    }

    [Fact]
    public async Task Run_WhenAServiceDies_StopsTheRestWithItsExitCode()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var run = new AppHostRun();
        var host = run.Start();
        await AppHostRun.WaitUntilReadyAsync(host);
        foreach (var process in Process.GetProcessesByName("dotnet"))
        {
            if (File.ReadAllText($"/proc/{process.Id}/cmdline").Contains("AdminApi.dll", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{process.Id}/environ").Contains($"ASPNETCORE_URLS=http://localhost:{run.AdminApiPort}\0", StringComparison.Ordinal))
                process.Kill();
            process.Dispose();
        }

        const int KilledBySignal9 = 137;
        Assert.Equal(KilledBySignal9, await host.WaitForExitAsync());
        Assert.Contains("adminapi ended with exit code 137", host.Output, StringComparison.Ordinal);
        Assert.Empty(await run.LeftoversAsync());
        Assert.True(LoopbackPort.IsFree(run.TradingApiPort));
    }
}
