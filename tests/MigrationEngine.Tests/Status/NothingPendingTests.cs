using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Status;

public sealed class NothingPendingTests
{
    [Fact]
    public async Task Database_WhenAllIsApplied_IsCertain()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        Assert.True(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenAMigrationIsPending_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");

        Assert.False(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenItIsAhead_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("""INSERT INTO migration."__EFMigrationsHistory" VALUES ('20991231000000_FromTheFuture', '10.0.0')""");

        Assert.False(IsCertain(database));
    }

    [Theory]
    [InlineData("running")]
    [InlineData("failed")]
    [InlineData("interrupted")]
    public async Task Database_WhenTheLastAttemptOfAMigrationDidNotSucceed_IsNot(string outcome)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync($"UPDATE migration.journal SET outcome = '{outcome}' WHERE id = (SELECT max(id) FROM migration.journal)");

        Assert.False(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenAnEarlierAttemptFailedAndALaterOneSucceeded_IsCertain()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.DownAsync<ShopContext>("-1", allowDataLoss: true);
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("UPDATE migration.journal SET outcome = 'failed' WHERE direction = 'down'");

        Assert.True(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhileARunHoldsTheLock_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using (await database.Migrator<ShopContext>().BeginAsync(default)) Assert.False(IsCertain(database));

        // The session's end is the server's to notice.
        await database.WaitUntilAsync("SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory')");
        Assert.True(IsCertain(database));
    }

    [Fact]
    public async Task Database_WhenTheConditionDoesNotHold_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        Assert.False(IsCertain(database, "1 = 2"));
        Assert.False(IsCertain(database, "NULL"));
    }

    /// <summary>A build with two heads is refused by a run, also where both are applied.</summary>
    [Fact]
    public async Task Database_WhenTheBuildHasTwoHeads_IsNot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<BranchContext>(BranchContext.LeftMore);
        await database.UpAsync<BranchContext>(BranchContext.Right);
        Assert.Empty((await database.StatusAsync<BranchContext>()).Pending);

        Assert.False(IsCertain<BranchContext>(database));
    }

    [Fact]
    public async Task Database_WithoutAHistory_IsAFailure()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = Assert.Throws<PostgresException>(() => IsCertain(database));

        Assert.Equal(PostgresErrorCodes.UndefinedTable, failure.SqlState);
    }

    private static bool IsCertain(TestDatabase database, string condition = "true") => IsCertain<ShopContext>(database, condition);

    private static bool IsCertain<TContext>(TestDatabase database, string condition = "true") => NothingPending.IsCertain(
        new NpgsqlConnectionStringBuilder(database.ConnectionString),
        () => MigrationGraph.Of(typeof(TContext).Assembly, typeof(TContext)),
        "migration",
        "__EFMigrationsHistory",
        condition);
}
