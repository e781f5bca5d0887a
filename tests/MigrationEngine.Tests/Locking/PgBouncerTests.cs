using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.MigrationEngine.Tests.Backfills;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Locking;

/// <summary>What <see cref="PoolerTests"/> says of a pooler that the tests made, of the real one.</summary>
public sealed class PgBouncerTests
{
    [PgBouncerTheory]
    [InlineData("transaction")]
    [InlineData("statement")]
    public async Task Begin_ThroughAPoolOfTransactions_RefusesAndChangesNothing(string mode)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var bouncer = await PgBouncer.StartAsync(database.ConnectionString, mode);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => MigratorOf(database, bouncer).BeginAsync(default));

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.Contains("pool_mode=transaction", failure.Message, StringComparison.Ordinal);
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'migration')"));
    }

    [PgBouncerFact]
    public async Task Up_ThroughAPoolOfSessions_Works()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var bouncer = await PgBouncer.StartAsync(database.ConnectionString, "session");

        await using (var session = await MigratorOf(database, bouncer).BeginAsync(default))
        {
            Assert.Equal(3, (await session.UpAsync(MigrationTarget.Head, default)).Migrations.Count);
        }

        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [PgBouncerFact]
    public async Task Backfills_ThroughAPoolOfTransactions_AreRefused_AndThroughOneOfSessionsRun()
    {
        await using var database = await BackfillScene.CreateAsync(BackfillScene.Orders(100));
        await using (var bouncer = await PgBouncer.StartAsync(database.ConnectionString, "transaction"))
        {
            var failure = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database, bouncer));
            Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
            Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM work.done"));
        }

        await using (var bouncer = await PgBouncer.StartAsync(database.ConnectionString, "session"))
        {
            Assert.Equal(BackfillOutcome.Finished, Assert.Single(await RunAsync(database, bouncer)).Outcome);
            Assert.Equal(0, await database.ScalarAsync<long>(BackfillScene.NotOnce));
        }
    }

    private static Task<IReadOnlyList<BackfillResult>> RunAsync(TestDatabase database, PgBouncer bouncer) =>
        new BackfillRunner(database.With(BackfillScene.Cents) with { ConnectionString = bouncer.ConnectionString }, NullLogger.Instance, TimeProvider.System)
            .RunAsync(null, new BackfillRunOptions(), default);

    private static SchemaMigrator MigratorOf(TestDatabase database, PgBouncer bouncer) =>
        database.Migrator<ShopContext>(database.Options() with { ConnectionString = bouncer.ConnectionString });
}
