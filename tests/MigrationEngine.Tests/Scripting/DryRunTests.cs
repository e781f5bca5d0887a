using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scripting;

public sealed partial class DryRunTests
{
    [Fact]
    public async Task DryRun_OfUpOnAnEmptyDatabase_IsWhatUpThenSends()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var preview = await PreviewAsync<AloneContext>(database, MigrationDirection.Up, "head");

        Assert.Equal(await SentAsync(database, () => database.UpAsync<AloneContext>()), Sent(preview));
    }

    [Fact]
    public async Task DryRun_OfStepsThatAreCommittedAtOnce_IsWhatUpThenSends()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var preview = await PreviewAsync<CrashContext>(database, MigrationDirection.Up, "head");

        Assert.Contains(preview.Migrations.SelectMany(migration => migration.Steps), step => step.LastNumber > step.Number);
        Assert.DoesNotContain(Sent(preview), sql => sql.Contains("INDEX CONCURRENTLY ux_ledger_note", StringComparison.Ordinal));
        Assert.Equal(await SentAsync(database, () => database.UpAsync<CrashContext>()), Sent(preview));
    }

    [Fact]
    public async Task DryRun_OfDown_IsWhatDownThenSends()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<AloneContext>();

        var preview = await PreviewAsync<AloneContext>(database, MigrationDirection.Down, AloneContext.Create);

        Assert.Equal(await SentAsync(database, () => database.DownAsync<AloneContext>(AloneContext.Create, allowDataLoss: true)), Sent(preview));
    }

    [Fact]
    public async Task DryRun_OfAHalfDoneMigration_StartsWhereTheRunGoesOn()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());
        await database.ExecuteAsync("CREATE TABLE permit AS SELECT 1");

        var preview = await PreviewAsync<StepsContext>(database, MigrationDirection.Up, "head");

        var migration = Assert.Single(preview.Migrations);
        Assert.Equal((2, 4), (migration.StepsDone, migration.StepsTotal));
        Assert.Equal([3, 4], migration.Steps.Select(step => step.Number));
        Assert.Equal(await SentAsync(database, () => database.UpAsync<StepsContext>()), Sent(preview));
    }

    [Fact]
    public async Task DryRun_WhereAnInvalidIndexWasLeft_ShowsThatItIsDropped()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'same'), (2, 'same')");
        await using (var connection = await database.ConnectAsync())
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY ix_items_name ON shop.items (name)"));
        await database.ExecuteAsync("DELETE FROM shop.items WHERE id = 2");

        var preview = await PreviewAsync<ShopContext>(database, MigrationDirection.Up, "head");

        Assert.Equal("DROP INDEX CONCURRENTLY IF EXISTS shop.ix_items_name", preview.Migrations[0].Steps[0].Statements[0].Sql);
        Assert.Equal(await SentAsync(database, () => database.UpAsync<ShopContext>()), Sent(preview));
    }

    [Fact]
    public async Task DryRun_OfDown_CountsTheRowsAndChangesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'one'), (2, 'two')");
        var before = await database.StateAsync();

        var preview = await PreviewAsync<ShopContext>(database, MigrationDirection.Down, "base");

        Assert.Contains(preview.Losses, loss => loss is { MigrationId: ShopContext.CreateItems, Rows: 2 });
        Assert.Equal(before, await database.StateAsync());
    }

    [Fact]
    public async Task DryRun_WhileAnotherRunHoldsTheLock_AnswersAtOnceAndNamesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var session = await database.Migrator<ShopContext>().BeginAsync(default);

        var preview = await PreviewAsync<ShopContext>(database, MigrationDirection.Up, "+1").WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(session.Connection.ProcessID, preview.Holder!.ProcessId);
        Assert.Equal([ShopContext.CreateItems], preview.Migrations.Select(migration => migration.Id));
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'migration')"));
    }

    private static Task<RunPreview> PreviewAsync<TContext>(TestDatabase database, MigrationDirection direction, string target)
        where TContext : DbContext => RunPreview.ReadAsync(database.Migrator<TContext>(), direction, MigrationTarget.Parse(target), default);

    private static List<string> Sent(RunPreview preview) =>
    [
        .. preview.Preparation.Concat(preview.Migrations.SelectMany(migration => migration.Steps.SelectMany(step => step.Statements).Prepend(migration.Start)))
            .SelectMany(statement => Apart(statement.Sql)).Select(Normalize),
    ];

    /// <summary>The statements that the driver sent, other than questions, transaction marks, what ends a run that is not there, and the lock's end.</summary>
    private static async Task<List<string>> SentAsync(TestDatabase database, Func<Task> run)
    {
        var sent = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string != database.Name && activity.GetTagItem("db.name") as string != database.Name) return;
                if ((activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text) sent.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await run();
        return
        [
            .. sent.Where(text => !text.Contains("pg_advisory_unlock", StringComparison.Ordinal)).SelectMany(Apart).Select(Normalize).Where(text => text is not ("BEGIN" or "COMMIT") && text != Normalize(JournalWriter.MarkInterruptedSql)),
        ];
    }

    /// <summary>The statements of a message, other than questions: the step's limits, and how it waits for the disk, are compared too.</summary>
    private static IEnumerable<string> Apart(string text) => SqlStatements.Split(text).Where(statement =>
        statement.StartsWith("SELECT set_config('synchronous_commit'", StringComparison.Ordinal)
        || !(statement.StartsWith("SELECT", StringComparison.Ordinal) || statement.StartsWith("WITH asked (", StringComparison.Ordinal)));

    private static string Normalize(string sql) => Entry().Replace(sql.Trim(), "id = :entry");

    [GeneratedRegex(@"\bid = (\d+|\$1)$")]
    private static partial Regex Entry();
}
