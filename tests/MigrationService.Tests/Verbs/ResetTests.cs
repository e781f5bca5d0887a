using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class ResetTests
{
    [Fact]
    public async Task Reset_InDevelopment_DropsEverythingAndBuildsItAnew()
    {
        await using var database = await SeededDatabase.CreateAsync();
        var before = await CatalogSnapshot.ReadAsync(database.ConnectionString);
        await database.ExecuteAsync(
            """
            CREATE SCHEMA stray; CREATE TABLE stray.t (id int);
            CREATE TYPE public.mood AS ENUM ('good'); CREATE TABLE public.notes (id serial, mood public.mood);
            CREATE VIEW public.seen AS SELECT * FROM public.notes;
            CREATE FUNCTION public.f(public.mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
            """);

        var (exitCode, document) = await database.RunJsonAsync("reset", "--yes");

        Assert.True(exitCode == 0, document.ToString());
        Assert.Equal(before, await CatalogSnapshot.ReadAsync(database.ConnectionString));
        Assert.True(document.GetProperty("seededRows").GetInt64() > 0);
        Assert.Equal(0, (await database.RunJsonAsync("backfill", "list")).ExitCode);
    }

    [Fact]
    public async Task Reset_WhenNobodyTypesTheName_ChangesNothing()
    {
        await using var database = await SeededDatabase.CreateAsync();

        var (exitCode, output) = await database.RunAsync("reset");

        Assert.True(exitCode == 8, output);
        Assert.Contains($"Dropping everything in {database.Name} at", output, StringComparison.Ordinal);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM identity.users"));
    }

    [Theory]
    [InlineData("Production", "localhost", "this runs in Production")]
    [InlineData("Development", "db.example.com", "is not on this machine")]
    public async Task Reset_WhereItCouldHurt_IsRefusedEvenWithYes(string environment, string host, string expected)
    {
        var connection = new NpgsqlConnectionStringBuilder { Host = host, Database = "tradingdb", Username = "nobody", Password = "s3cret" }.ConnectionString;
        await using var process = Worker.StartWith(connection, new() { ["DOTNET_ENVIRONMENT"] = environment }, "reset", "--yes");

        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 8, output);
        Assert.Contains(expected, Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1,[::1]:5433", true)]
    [InlineData("/var/run/postgresql", true)]
    [InlineData("localhost,db.example.com", false)]
    [InlineData("localhost.example.com", false)]
    [InlineData("10.0.0.4", false)]
    public void LocalHost_IsEveryHostOfThisMachineAndNoOther(string hosts, bool expected) => Assert.Equal(expected, LocalHost.Is(hosts));
}
