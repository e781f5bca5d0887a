using Npgsql;
using TradingPlatform.MigrationService.Tests.Seeding.Load;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>The role of a managed server: it owns the database, and is no superuser.</summary>
public sealed class OwnerRoleTests
{
    [Fact]
    public async Task MigrationsAndSeeds_AsTheOwnerOfTheDatabase_EndAsThoseOfASuperuser()
    {
        const int Trades = 6_000;
        await using var ofSuperuser = await SeededDatabase.CreateAsync();
        await ofSuperuser.LoadAsync(Trades);
        await using var database = await TestDatabase.CreateEmptyAsync();
        var owner = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = $"o_{database.Name}", Password = "only-for-this-test" };
        await database.ExecuteAsync(
            $"CREATE ROLE {owner.Username} LOGIN NOSUPERUSER PASSWORD '{owner.Password}'; ALTER DATABASE \"{database.Name}\" OWNER TO {owner.Username}");
        try
        {
            await RunAsync(owner);
            await RunAsync(owner, "seed", "--profile", "load", "--scale", "6k");
            Assert.Equal(await ofSuperuser.ChecksumsAsync(), await database.ChecksumsAsync());

            await RunAsync(owner, "seed", "--profile", "load", "--scale", "10", "--reset", "--yes");
            await RunAsync(owner, "seed", "--profile", "demo");
            await RunAsync(owner, "down", "base", "--yes", "--allow-data-loss");
            Assert.False(await database.ScalarAsync<bool>("SELECT to_regnamespace('trading') IS NOT NULL"));
        }
        finally
        {
            await database.ExecuteAsync(
                $"ALTER DATABASE \"{database.Name}\" OWNER TO CURRENT_USER; REASSIGN OWNED BY {owner.Username} TO CURRENT_USER; DROP OWNED BY {owner.Username}; DROP ROLE {owner.Username}");
        }
    }

    private static async Task RunAsync(NpgsqlConnectionStringBuilder owner, params string[] arguments)
    {
        await using var process = Worker.Start(owner.ConnectionString, arguments);
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 0, output);
    }
}
