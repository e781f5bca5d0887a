using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

public sealed class RehearsalTests
{
    [Fact]
    public async Task Rehearse_PendingMigrations_TellsWhatEachStatementDoesAndLeavesTheDatabaseAlone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        var before = await CatalogSnapshot.ReadAsync(database.ConnectionString);

        var report = await RehearseAsync<ShopContext>(database, new());

        Assert.Null(report.Failure);
        Assert.Equal(0, report.Mismatches + report.Unknown);
        Assert.Equal([ShopContext.AddPrice, ShopContext.IndexItems], report.Migrations.Select(migration => migration.Id));
        var statements = report.Migrations[0].Statements;
        Assert.All(statements, statement => Assert.Equal("shop.items ACCESS EXCLUSIVE", $"shop.items {Strongest(statement)}"));
        Assert.All(statements, statement => Assert.False(Assert.Single(statement.Tables).IsRewritten));
        var index = Assert.Single(report.Migrations[1].Statements);
        Assert.False(index.IsTransactional);
        Assert.Equal(LockEvidence.HeldUp, index.Evidence);
        var items = Assert.Single(index.Tables);
        Assert.Equal((TableLock.ShareUpdateExclusive, true), (items.Lock, items.IsScanned));
        Assert.Equal(["ix_items_name"], items.IndexesBuilt);
        Assert.True(index.WalBytes > 0 && index.Duration > TimeSpan.Zero);

        Assert.Equal(before, await CatalogSnapshot.ReadAsync(database.ConnectionString));
        Assert.Single(await database.JournalAsync());
        await AssertNoScratchAsync(database);
    }

    [Fact]
    public async Task Rehearse_TheWayBack_RunsDown()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var report = await RehearseAsync<ShopContext>(database, new() { Direction = MigrationDirection.Down, Target = MigrationTarget.Parse("-2") });

        Assert.Equal([ShopContext.IndexItems, ShopContext.AddPrice], report.Migrations.Select(migration => migration.Id));
        Assert.Equal("DROP INDEX CONCURRENTLY shop.ix_items_name", report.Migrations[0].Statements[0].Sql.TrimEnd(';'));
        Assert.Equal(LockEvidence.HeldUp, report.Migrations[0].Statements[0].Evidence);
        Assert.True(report.Migrations[1].Statements[0].Tables[0].IsRewritten, "text to varchar(100) checks the length of every value.");
        Assert.Equal(0, report.Mismatches);
        Assert.Equal(3, (await database.StatusAsync<ShopContext>()).Applied.Count);
    }

    [Fact]
    public async Task Rehearse_StatementsOutsideOfTransactions_SeesTheLocksOfEach()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<AloneContext>("+1");

        var report = await RehearseAsync<AloneContext>(database, new());

        var seen = report.Migrations[0].Statements.Select(statement => $"{statement.Sql.Split(' ')[0]} {statement.Evidence} {Strongest(statement)}").ToList();
        Assert.Equal(
            [
                "INSERT Complete ROW EXCLUSIVE", "INSERT Complete ROW EXCLUSIVE", "CREATE HeldUp SHARE UPDATE EXCLUSIVE", "DROP HeldUp SHARE UPDATE EXCLUSIVE",
                "INSERT Complete ROW EXCLUSIVE", "VACUUM HeldUp SHARE UPDATE EXCLUSIVE", "INSERT Complete ROW EXCLUSIVE",
            ],
            seen);
        Assert.Equal(0, report.Mismatches);
    }

    [Theory]
    [InlineData(RehearsalCopy.Template)]
    [InlineData(RehearsalCopy.Dump)]
    public async Task Rehearse_WithData_ReadsTheRowsAndDropsTheCopy(RehearsalCopy copy)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await database.ExecuteAsync("INSERT INTO shop.items (id, name) SELECT n, 'item ' || n FROM generate_series(1, 5000) n");

        var report = await RehearseAsync<ShopContext>(database, new() { Copy = copy });

        Assert.Null(report.Failure);
        var table = Assert.Single(Assert.Single(Assert.Single(report.Migrations).Statements).Tables);
        Assert.True(table.RowsRead >= 5000, $"{table.RowsRead} rows were read.");
        Assert.Equal(5000L, await database.ScalarAsync<long>("SELECT count(*) FROM shop.items"));
        await AssertNoScratchAsync(database);
    }

    [Fact]
    public async Task Rehearse_TemplateWhileOthersAreConnected_SaysWhoIsInTheWayAndWhatToDo()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        await using var other = await database.ConnectAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => RehearseAsync<ShopContext>(database, new() { Copy = RehearsalCopy.Template }));

        Assert.Equal(MigrationExitCode.DatabaseUnavailable, refused.ExitCode);
        Assert.Contains("nobody else is connected", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("redacted", refused.Message, StringComparison.Ordinal);
        Assert.Contains("pg_dump", refused.Message, StringComparison.Ordinal);
        await AssertNoScratchAsync(database);
    }

    [Fact]
    public async Task Rehearse_DumpWithoutTheTools_NamesThem()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(
            () => RehearseAsync<ShopContext>(database, new() { Copy = RehearsalCopy.Dump, ToolFolder = "/nowhere" }));

        Assert.Contains("pg_dump and pg_restore were not found in /nowhere", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_OnAPreparedCopy_MigratesItAndRefusesTheOriginal()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var copy = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        await copy.UpAsync<ShopContext>("+1");

        var report = await RehearseAsync<ShopContext>(database, new() { Copy = RehearsalCopy.Prepared, Prepared = copy.ConnectionString });
        Assert.Equal(2, report.Migrations.Count);
        Assert.Equal(3, (await copy.StatusAsync<ShopContext>()).Applied.Count);

        // By another name it is the same all the same.
        var itself = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", ApplicationName = "another" }.ConnectionString;
        var refused = await Assert.ThrowsAsync<MigrationException>(
            () => RehearseAsync<ShopContext>(database, new() { Copy = RehearsalCopy.Prepared, Prepared = itself }));
        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Single((await database.StatusAsync<ShopContext>()).Applied);
    }

    [Fact]
    public async Task Rehearse_AMigrationThatFails_ReportsWhatCameBefore()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var report = await RehearseAsync<StepsContext>(database, new());

        Assert.Equal(MigrationExitCode.MigrationFailed, report.Failure!.ExitCode);
        Assert.Contains("permit", report.Failure.Message, StringComparison.Ordinal);
        Assert.Equal([true, true, false], report.Migrations[0].Statements.Select(statement => statement.IsDone));
        await AssertNoScratchAsync(database);
    }

    [Fact]
    public async Task Rehearse_WhenCancelled_DropsTheCopy()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        using var stop = new CancellationTokenSource();
        var options = database.Options() with { Progress = new Callback(_ => stop.Cancel()) };
        var rehearsal = new SchemaRehearsal(database.Migrator<ShopContext>(options), NullLogger.Instance);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rehearsal.RehearseAsync(new(), stop.Token));

        await AssertNoScratchAsync(database);
    }

    [Fact]
    public async Task Rehearse_WhereTheLintIsWrong_ShowsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var report = await RehearseAsync<SurpriseContext>(database, new());

        // A trigger locks a table that the statement does not name.
        var surprise = report.Migrations.SelectMany(migration => migration.Statements).Single(statement => statement.Mismatches.Count > 0);
        Assert.Equal("INSERT INTO told VALUES (1)", surprise.Sql);
        Assert.Equal(["takes ACCESS EXCLUSIVE on public.hidden, which it does not name"], surprise.Mismatches);
        Assert.Equal(1, report.Mismatches);
    }

    [Theory]
    [InlineData(MigrationDirection.Up)]
    [InlineData(MigrationDirection.Down)]
    public async Task Rehearse_TheSafeForm_ReadsAndRewritesNothingUnderAStrongLock(MigrationDirection direction)
    {
        await using var safe = await TestDatabase.CreateEmptyAsync();
        await using var plain = await TestDatabase.CreateEmptyAsync();
        await safe.UpAsync<SafeContext>(direction == MigrationDirection.Up ? "+1" : "head");
        await plain.UpAsync<PlainFormContext>(direction == MigrationDirection.Up ? "+1" : "head");
        var options = new RehearsalOptions { Direction = direction, Target = MigrationTarget.Parse(direction == MigrationDirection.Up ? "head" : "-1"), Copy = RehearsalCopy.Template };

        var report = await RehearseAsync<SafeContext>(safe, options);

        Assert.Null(report.Failure);
        Assert.Equal([], report.Migrations.SelectMany(migration => migration.Statements).SelectMany(Stalls));
        Assert.Equal(0, report.Mismatches + report.Unknown);
        Assert.NotEmpty((await RehearseAsync<PlainFormContext>(plain, options)).Migrations.SelectMany(migration => migration.Statements).SelectMany(Stalls));
    }

    /// <summary>What makes an application wait for as long as a table is large.</summary>
    private static IEnumerable<string> Stalls(RehearsedStatement statement) => statement.Tables
        .Where(table => (table.Lock > table.Held ? table.Lock : table.Held).BlocksApplications && (table.IsRewritten || table.IsScanned == true || table.IndexesBuilt.Count > 0))
        .Select(table => $"{table.Table}: {statement.Sql}");

    private static Task<RehearsalReport> RehearseAsync<TContext>(TestDatabase database, RehearsalOptions options)
        where TContext : DbContext =>
        new SchemaRehearsal(database.Migrator<TContext>(), NullLogger.Instance).RehearseAsync(options, default);

    private static string Strongest(RehearsedStatement statement) => statement.Tables[0].Lock == TableLock.None ? statement.Tables[0].Held.InWords : statement.Tables[0].Lock.InWords;

    /// <summary>A scratch database that nobody holds the lock of any more was left behind; those of other tests are held.</summary>
    private static async Task AssertNoScratchAsync(TestDatabase database) => Assert.Equal(0L, await database.ScalarAsync<long>(
        """
        SELECT count(*) FROM pg_database d WHERE datname LIKE 'migration_scratch_%' AND NOT EXISTS (
            SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.objid::int8 = hashtext(d.datname::text)::int8 & 4294967295)
        """));

    private sealed class Callback(Action<MigrationProgress> report) : IProgress<MigrationProgress>
    {
        public void Report(MigrationProgress value) => report(value);
    }
}
