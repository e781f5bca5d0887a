using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>A database with the <see cref="WorkContext"/> applied, and short ways to run backfills on it.</summary>
internal static class BackfillScene
{
    /// <summary>The backfill of most tests: every order gets its cents.</summary>
    public static readonly Backfill Cents = new TestUpdate("orders", "cents IS NULL", "cents = amount * 100");

    /// <summary>So many orders, and a table to which a trigger appends every change of one.</summary>
    public static string Orders(int rows) => FormattableString.Invariant(
        $"""
        INSERT INTO work.orders (id, amount) SELECT n, n % 1000 FROM generate_series(1, {rows}) AS n;
        CREATE TABLE work.done (id bigint NOT NULL);
        CREATE FUNCTION work.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO work.done VALUES (NEW.id); RETURN NEW; END $$;
        CREATE TRIGGER note AFTER UPDATE ON work.orders FOR EACH ROW EXECUTE FUNCTION work.note();
        ANALYZE work.orders;
        """);

    /// <summary>Rows that are not as the backfill leaves them.</summary>
    public const string Wrong = "SELECT count(*) FROM work.orders WHERE cents IS DISTINCT FROM amount * 100";

    /// <summary>Rows that were not changed exactly once.</summary>
    public const string NotOnce = "SELECT count(*) FROM (SELECT FROM work.orders LEFT JOIN work.done USING (id) GROUP BY id HAVING count(done.id) <> 1) AS wrong";

    public static async Task<TestDatabase> CreateAsync(string? sql = null)
    {
        var database = await TestDatabase.CloneAsync("work", async connectionString =>
        {
            var options = new MigrationEngineOptions { ConnectionString = connectionString, ContextOptions = EngineFixture.ContextOptions<WorkContext>(connectionString) };
            await using var session = await EngineFixture.Migrator<WorkContext>(options).BeginAsync(default);
            await session.UpAsync(MigrationTarget.Head, default);
        });
        if (sql is not null) await database.ExecuteAsync(sql);
        return database;
    }

    /// <summary>The same on a server of the test's own.</summary>
    public static async Task<TestDatabase> CreateOnAsync(EmbeddedServer server)
    {
        var database = await TestDatabase.CreateOnAsync(server);
        await using var session = await EngineFixture.Migrator<WorkContext>(database.With()).BeginAsync(default);
        await session.UpAsync(MigrationTarget.Head, default);
        return database;
    }

    public static MigrationEngineOptions With(this TestDatabase database, params Backfill[] backfills) => database.Options() with
    {
        ContextOptions = database.ContextOptions<WorkContext>(),
        Backfills = backfills,
    };

    public static async Task<BackfillResult> RunAsync(this TestDatabase database, Backfill backfill, BackfillRunOptions? run = null, bool named = false) =>
        Assert.Single(await new BackfillRunner(database.With(backfill), NullLogger.Instance, TimeProvider.System)
            .RunAsync(named ? [backfill.Name] : null, run ?? new BackfillRunOptions(), default));

    public static async Task<BackfillStatus> StateAsync(this TestDatabase database, Backfill backfill) =>
        Assert.Single(await new BackfillControl(database.With(backfill)).ReadAsync(default));

    /// <summary>Waits until it stands so, a minute at most.</summary>
    public static async Task UntilAsync(this TestDatabase database, Backfill backfill, Func<BackfillStatus, bool> isSo)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo(await database.StateAsync(backfill))) await Task.Delay(20, deadline.Token);
    }

    /// <summary>The body of a process that is killed: batches so small that there is time for it.</summary>
    public static async Task RunAsync(string connectionString, int workers, int lockWaitLimit = 20)
    {
        var options = new MigrationEngineOptions
        {
            ConnectionString = connectionString,
            ContextOptions = EngineFixture.ContextOptions<WorkContext>(connectionString),
            Backfills = [Cents],
            ApplicationName = "killed test",
        };
        var results = await new BackfillRunner(options, NullLogger.Instance, TimeProvider.System)
            .RunAsync(null, new BackfillRunOptions { Workers = workers, LockWaitLimit = lockWaitLimit, FirstBatch = 20, LargestBatch = 40 }, default);
        if (results.Any(result => result.Outcome != BackfillOutcome.Finished)) throw new MigrationException(MigrationExitCode.Pending, string.Join(", ", results));
    }
}
