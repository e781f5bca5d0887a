using System.Text.RegularExpressions;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Running;

public sealed partial class PlainStartTests
{
    /// <summary>Says what is the default anyway, and with that makes the run an ordinary one.</summary>
    private static readonly Dictionary<string, string?> Ordinary = new() { ["Logging__LogLevel__Default"] = "Information" };

    private static readonly IReadOnlyList<string> Migrations = MigrationGraph.Of(typeof(TradingDbContext).Assembly, typeof(TradingDbContext)).Ids;

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

    /// <summary>The answer and the log of a run that works, without a host and in one.</summary>
    [Theory]
    [InlineData("up")]
    [InlineData]
    public async Task Run_WithSomethingToDo_SaysTheSameAsInAHost(params string[] arguments)
    {
        var quick = await RunOnEmptyAsync([], arguments);
        var hosted = await RunOnEmptyAsync(Ordinary, arguments);

        Assert.Contains(Migrations[^1], quick, StringComparison.Ordinal);
        Assert.Equal(hosted, quick);
    }

    /// <summary>Of workers that start together one migrates; the others say that nothing is left to do, as they would a moment later.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Workers_ThatStartTogether_AllSucceedAndOneMigrates(bool areTwins)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => RunAsync(database.ConnectionString, new() { ["REPLICA"] = areTwins ? "0" : $"{number}" }, [])));

        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
        Assert.Single(runs, run => run.Output.Contains($"{Migrations.Count} migrations applied", StringComparison.Ordinal));
        Assert.Equal(5, runs.Count(run => run.Output.Contains("0 migrations applied", StringComparison.Ordinal)));
        Assert.Equal(Migrations.Count, await database.ScalarAsync<long>("SELECT count(*) FROM migration.journal"));
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
            GRANT USAGE ON SCHEMA migration, identity, system, trading TO {connection.Username};
            GRANT SELECT ON ALL TABLES IN SCHEMA migration, identity, system, trading TO {connection.Username};
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
        await database.ExecuteAsync("UPDATE identity.users SET status = 'suspended', email = 'gone@example.com'");

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
    [InlineData(SeedProfile.None, "")]
    [InlineData(SeedProfile.Minimal, "access,first-administrator,system-configuration")]
    [InlineData(SeedProfile.Load, "access,first-administrator,system-configuration")]
    internal void Presence_OfAProfile_IsThatOfItsParts(SeedProfile profile, string parts)
    {
        var conditions = parts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => Seeders.All.Single(seeder => seeder.Name == name).IsPresentSql);

        Assert.Equal(string.Join(" AND ", conditions.DefaultIfEmpty("true")), SeedPresence.Sql(profile));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string connectionString, Dictionary<string, string?> environment, string[] arguments)
    {
        await using var process = Worker.StartWith(connectionString, environment, arguments);
        return await process.EndAsync();
    }

    private static async Task<string> RunOnEmptyAsync(Dictionary<string, string?> environment, string[] arguments)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var process = Worker.StartWith(database.ConnectionString, environment, arguments);
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 0, output);

        // Two streams, and a log that is written in its own time: their lines meet in no particular order.
        var answer = process.StandardOutput.Split('\n');
        var log = output.Split('\n').Except(answer).Order(StringComparer.Ordinal);
        var answers = Passwords().Replace(WithoutTimes(string.Join('\n', answer)), "<password>").Split('\n').Order(StringComparer.Ordinal);
        return Durations().Replace(WithoutTimes($"{string.Join('\n', answers)}\n{string.Join('\n', log)}"), "<duration>").Replace(database.Name, "<database>", StringComparison.Ordinal);
    }

    private static string WithoutTimes(string output) => Times().Replace(output, "<time>");

    [GeneratedRegex(@"\d\d:\d\d:\d\d(\.\d+)?")]
    private static partial Regex Times();

    [GeneratedRegex(@"(?<=password )[a-z2-9-]{23}")]
    private static partial Regex Passwords();

    [GeneratedRegex(@"[\d.,]+ m?s\b")]
    private static partial Regex Durations();
}
