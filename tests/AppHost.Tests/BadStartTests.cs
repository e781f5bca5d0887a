using System.Net;
using System.Net.Sockets;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.AppHost.Tests;

public sealed class BadStartTests
{
    [Fact]
    public async Task Run_WithAnUnknownOption_SaysSoAndExits2()
    {
        await using var run = new AppHostRun();
        var host = run.Start(arguments: "--frehs");

        Assert.Equal(AppHostExitCodes.Usage, await host.WaitForExitAsync());
        Assert.Equal("--frehs is not an option of the AppHost. --help lists the options.", Assert.Single(host.Lines));
    }

    [Fact]
    public async Task Run_WithHelp_ListsTheOptions()
    {
        await using var run = new AppHostRun();
        var host = run.Start(arguments: "--help");

        Assert.Equal(0, await host.WaitForExitAsync());
        Assert.Contains("--fresh", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutPostgres_NamesTheWaysToGetOne()
    {
        await using var run = new AppHostRun();
        var host = run.Start(postgresBin: "/nowhere");

        Assert.Equal(AppHostExitCodes.Database, await host.WaitForExitAsync());
        Assert.Contains("POSTGRES_BIN is /nowhere", host.Output, StringComparison.Ordinal);
        Assert.Contains("npm install", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenAnAskedPortIsTaken_NamesTheOption()
    {
        await using var run = new AppHostRun();
        using var squatter = new TcpListener(IPAddress.Loopback, run.AdminApiPort);
        squatter.Start();
        var host = run.Start();

        Assert.Equal(AppHostExitCodes.Usage, await host.WaitForExitAsync());
        Assert.Contains($"Port {run.AdminApiPort}, asked for adminapi with --adminapi-port, is taken", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenTheDataFolderCannotBeWritten_SaysWhich()
    {
        await using var run = new AppHostRun();
        var file = Path.Combine(run.Folder, "file");
        await File.WriteAllTextAsync(file, "");
        var host = run.Start(arguments: ["--data-dir", Path.Combine(file, "db")]);

        Assert.Equal(AppHostExitCodes.Database, await host.WaitForExitAsync());
        Assert.Contains($"{Path.Combine(file, "db")} cannot be written", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAWrongPassword_FailsInTheMigrationsAndStartsNoApi()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "not-the-password" };
        await using var run = new AppHostRun();
        var host = run.Start(existing: wrong.ConnectionString);

        Assert.Equal(AppHostExitCodes.Database, await host.WaitForExitAsync());
        AssertNoApiStarted(host);
        Assert.DoesNotContain("not-the-password", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithABrokenMigration_EndsWithItsExitCodeAndStartsNoApi()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString))
        await using (var command = source.CreateCommand("CREATE SCHEMA identity; CREATE TABLE identity.users (in_the_way int)"))
            await command.ExecuteNonQueryAsync();
        await using var run = new AppHostRun();
        var host = run.Start(existing: database.ConnectionString);

        Assert.Equal(AppHostExitCodes.MigrationFailed, await host.WaitForExitAsync());
        Assert.Contains("migrations failed with exit code 5", host.Output, StringComparison.Ordinal);
        AssertNoApiStarted(host);
    }

    private static void AssertNoApiStarted(ServiceProcess host)
    {
        Assert.DoesNotContain("tradingapi |", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("adminapi   |", host.Output, StringComparison.Ordinal);
    }
}
