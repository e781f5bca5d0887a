using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService.Tests.Running;

public sealed partial class NothingToDoTests
{
    /// <summary>Says what is the default anyway, and with that makes the run an ordinary one.</summary>
    private static readonly Dictionary<string, string?> Ordinary = new() { ["Logging__LogLevel__Default"] = "Information" };

    [Theory]
    [InlineData]
    [InlineData("up")]
    [InlineData("up", "head")]
    public async Task Run_WhenNothingIsPending_SaysTheSameAsTheOrdinaryRun(params string[] arguments)
    {
        await using var database = await SeededDatabase.CreateAsync();

        var quick = await RunAsync(database.ConnectionString, [], arguments);
        var ordinary = await RunAsync(database.ConnectionString, Ordinary, arguments);

        Assert.True(quick.ExitCode == 0, quick.Output);
        Assert.Equal(0, ordinary.ExitCode);
        Assert.Equal(WithoutTimes(ordinary.Output), WithoutTimes(quick.Output));
    }

    /// <summary>A role that may not lock tells the two apart: only the ordinary run takes the lock.</summary>
    [Theory]
    [InlineData]
    [InlineData("up")]
    public async Task Run_WhenNothingIsPending_TakesNoLock(params string[] arguments)
    {
        await using var database = await SeededDatabase.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = $"r_{database.Name}", Password = "only-for-this-test" };
        await database.ExecuteAsync(
            $"""
            CREATE ROLE {connection.Username} LOGIN PASSWORD '{connection.Password}';
            GRANT USAGE ON SCHEMA migration, identity TO {connection.Username};
            GRANT SELECT ON ALL TABLES IN SCHEMA migration, identity TO {connection.Username};
            REVOKE EXECUTE ON FUNCTION pg_try_advisory_lock(bigint) FROM PUBLIC;
            """);
        try
        {
            var quick = await RunAsync(connection.ConnectionString, [], arguments);
            var ordinary = await RunAsync(connection.ConnectionString, Ordinary, arguments);

            Assert.True(quick.ExitCode == 0, quick.Output);
            Assert.True(ordinary.ExitCode == 3, ordinary.Output);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {connection.Username}; DROP ROLE {connection.Username}");
        }
    }

    [Fact]
    public async Task Worker_WhenTheSeedIsMissing_Seeds()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await database.ExecuteAsync("UPDATE identity.users SET is_active = false, email = 'gone@example.com'");

        var (exitCode, output) = await database.RunAsync();

        Assert.True(exitCode == 0, output);
        Assert.Contains("Seeded 1 rows into identity.users", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_WhenARunDied_SaysSo()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await database.ExecuteAsync("UPDATE migration.journal SET outcome = 'running' WHERE id = (SELECT max(id) FROM migration.journal)");

        var (exitCode, output) = await database.RunAsync();

        Assert.True(exitCode == 0, output);
        Assert.Contains("marked as interrupted", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SeedProfile.None)]
    [InlineData(SeedProfile.Minimal)]
    [InlineData(SeedProfile.Demo)]
    internal void Presence_OfAProfile_IsThatOfItsSeeders(SeedProfile profile)
    {
        var runner = new SeedRunner(
            new ConfigurationBuilder().Build(),
            new HostingEnvironment { EnvironmentName = Environments.Development },
            NullLogger<SeedRunner>.Instance,
            TimeProvider.System);

        var seeders = runner.Seeders().Where(seeder => seeder.Profile <= profile).Select(seeder => seeder.IsPresentSql);

        Assert.Equal(string.Join(" AND ", seeders.DefaultIfEmpty("true")), SeedPresence.Sql(profile));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string connectionString, Dictionary<string, string?> environment, string[] arguments)
    {
        await using var process = Worker.StartWith(connectionString, environment, arguments);
        return await process.EndAsync();
    }

    private static string WithoutTimes(string output) => Times().Replace(output, "<time>");

    [GeneratedRegex(@"\d\d:\d\d:\d\d(\.\d+)?")]
    private static partial Regex Times();
}
