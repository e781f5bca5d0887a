using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.MigrationEngine.Tests.Scripting;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.DualWrites;

/// <summary>Dual writes as migrations have them: installed, used, removed, and back.</summary>
public sealed class WindowTests
{
    private const string Fill =
        $"UPDATE shop.people SET display_name = name, quantity_wide = quantity, status = {WindowContext.ToNew} WHERE status IS NULL";

    [Fact]
    public async Task Window_OnTheWayUpAndBack_KeepsEveryRowAndEveryObject()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<WindowContext>(WindowContext.Create);
        await database.ExecuteAsync("INSERT INTO shop.people SELECT g, 'n' || g, g, g % 3 > 0 FROM generate_series(1, 3000) g");
        var before = await PeopleAsync(database);
        await database.UpAsync<WindowContext>(WindowContext.Expand);
        var open = await CatalogSnapshot.ReadAsync(database.ConnectionString);
        await database.ExecuteAsync(Fill);

        await database.UpAsync<WindowContext>();
        Assert.Equal("bigint", await database.ScalarAsync<string>("SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 'shop.people'::regclass AND attname = 'quantity'"));
        Assert.DoesNotContain(await CatalogSnapshot.ReadAsync(database.ConnectionString), line => line.Contains("dual_writes", StringComparison.Ordinal));
        await database.ExecuteAsync("UPDATE shop.people SET status = 'deactivated' WHERE id = 3");

        await database.DownAsync<WindowContext>("-1", allowDataLoss: true);
        Assert.Equal(open, await CatalogSnapshot.ReadAsync(database.ConnectionString));
        Assert.Equal(before, await PeopleAsync(database));
        await database.ExecuteAsync("INSERT INTO shop.people (id, name, quantity) VALUES (4001, 'late', 1); UPDATE shop.people SET is_active = false WHERE id = 1");
        Assert.Equal("late suspended", await database.ScalarAsync<string>("SELECT (SELECT display_name FROM shop.people WHERE id = 4001) || ' ' || (SELECT status FROM shop.people WHERE id = 1)"));

        await database.UpAsync<WindowContext>();
        Assert.Equal("deactivated", await database.ScalarAsync<string>("SELECT status FROM shop.people WHERE id = 3"));
        Assert.Equal(3001L, await database.ScalarAsync<long>("SELECT count(*) FROM shop.people WHERE status IS NOT NULL AND display_name IS NOT NULL"));
    }

    [Fact]
    public async Task Script_OfTheWindow_LeavesWhatUpLeaves_AndMayBeRepeated()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var scripted = await TestDatabase.CreateEmptyAsync();
        var script = Scripts.Of<WindowContext>(idempotent: true);
        await database.UpAsync<WindowContext>(WindowContext.Expand);
        await scripted.ApplyAsync(Scripts.Of<WindowContext>(to: WindowContext.Expand));
        Assert.Equal(await CatalogSnapshot.ReadAsync(database.ConnectionString), await CatalogSnapshot.ReadAsync(scripted.ConnectionString));
        await database.UpAsync<WindowContext>();

        await scripted.ApplyAsync(script);
        await scripted.ApplyAsync(script);

        Assert.Equal(await CatalogSnapshot.ReadAsync(database.ConnectionString), await CatalogSnapshot.ReadAsync(scripted.ConnectionString));
        await database.DownAsync<WindowContext>(WindowContext.Expand, allowDataLoss: true);
        await scripted.ApplyAsync(Scripts.Of<WindowContext>(from: "head", to: WindowContext.Expand), "-v", "allow_data_loss=on");
        Assert.Equal(await CatalogSnapshot.ReadAsync(database.ConnectionString), await CatalogSnapshot.ReadAsync(scripted.ConnectionString));
    }

    [Fact]
    public void Lint_OfTheWindow_NamesTheLocksAndFindsNoError()
    {
        using var context = EngineFixture.OfflineContext<WindowContext>();
        var lint = new MigrationLint(MigrationGraph.Of(EngineFixture.ContextOptions<WindowContext>("Host=nowhere")), context);

        var report = lint.Check([WindowContext.Expand, WindowContext.Contract], MigrationDirection.Up, MigrationDirection.Down);

        Assert.DoesNotContain(report.Findings, finding => finding.Counts && finding.Severity == LintSeverity.Error);
        var trigger = Assert.Single(report.Findings, finding => finding.Rule == LintRuleIds.CreateTrigger && finding.Direction == MigrationDirection.Up && finding.MigrationId == WindowContext.Expand);
        Assert.Contains("zz_dual_writes_person_window", trigger.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Findings, finding => finding.Rule == LintRuleIds.UnknownSql);
    }

    [Theory]
    [InlineData(MigrationDirection.Up, WindowContext.Create, "head")]
    [InlineData(MigrationDirection.Down, "head", "-2")]
    public async Task Rehearse_OfTheWindow_KnowsEveryStatement(MigrationDirection direction, string from, string to)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<WindowContext>(from);

        var report = await new SchemaRehearsal(database.Migrator<WindowContext>(), NullLogger.Instance)
            .RehearseAsync(new() { Direction = direction, Target = MigrationTarget.Parse(to) }, default);

        Assert.Null(report.Failure);
        Assert.Equal((0, 0), (report.Mismatches, report.Unknown));
    }

    [Fact]
    public async Task UpdateInBatches_CutOff_IsRepeated()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<WindowContext>(WindowContext.Create);
        await database.ExecuteAsync("INSERT INTO shop.people SELECT g, 'n' || g, g, g % 3 > 0 FROM generate_series(1, 20000) g");
        await database.UpAsync<WindowContext>(WindowContext.Expand);
        await database.ExecuteAsync(Fill);
        await database.UpAsync<WindowContext>();

        // One row holds the walk up, and no lock of it the changes before the walk.
        await database.ExecuteAsync(
            """
            CREATE FUNCTION public.hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(4711); RETURN NEW; END $$;
            CREATE TRIGGER hold BEFORE UPDATE ON shop.people FOR EACH ROW WHEN (NEW.id = 15000) EXECUTE FUNCTION public.hold();
            """);
        await using var holder = await database.ConnectAsync();
        await holder.ExecuteAsync("SELECT pg_advisory_lock(4711)");
        using var stop = new CancellationTokenSource();
        await using (var session = await database.Migrator<WindowContext>().BeginAsync(default))
        {
            var down = session.DownAsync(MigrationTarget.Parse("-1"), allowDataLoss: true, stop.Token);
            await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_trigger WHERE tgname LIKE 'zz_dual_writes%')");
            await database.WaitUntilAsync("SELECT count(*) > 1000 FROM shop.people WHERE name IS NOT NULL");
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => down);
        }

        await holder.ExecuteAsync("SELECT pg_advisory_unlock(4711)");
        await database.DownAsync<WindowContext>("-1", allowDataLoss: true);

        Assert.Equal(20000L, await database.ScalarAsync<long>("SELECT count(*) FROM shop.people WHERE name = display_name AND quantity = quantity_wide AND is_active = (status = 'active')"));
    }

    [Fact]
    public async Task WiderType_ThroughBackfillAndSwap_WhileBothApplicationsWrite_LosesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<WindowContext>(WindowContext.Create);
        await database.ExecuteAsync("INSERT INTO shop.people SELECT g, 'n' || g, 0, g % 3 > 0 FROM generate_series(1, 20000) g");
        await database.UpAsync<WindowContext>(WindowContext.Expand);
        using var stop = new CancellationTokenSource();
        Task<int>[] writers = [CountUpAsync(database, "quantity", stop.Token), CountUpAsync(database, "quantity_wide", stop.Token)];

        var options = database.Options() with { ContextOptions = database.ContextOptions<WindowContext>(), Backfills = [new WindowFill()] };
        var run = new BackfillRunOptions { FirstBatch = 100, LargestBatch = 1000, Workers = 2 };
        var result = Assert.Single(await new BackfillRunner(options, NullLogger.Instance, TimeProvider.System).RunAsync(null, run, default));
        await stop.CancelAsync();
        var written = await Task.WhenAll(writers);
        await database.UpAsync<WindowContext>();

        Assert.Equal(BackfillOutcome.Finished, result.Outcome);
        Assert.All(written, count => Assert.True(count > 0, "A writer never wrote beside the backfill."));
        Assert.Equal((long)written.Sum(), await database.ScalarAsync<long>("SELECT sum(quantity)::bigint FROM shop.people"));
        await database.ExecuteAsync("UPDATE shop.people SET quantity = 5000000000 WHERE id = 1");
    }

    /// <summary>An application that adds one at a time, by the column that it knows; on a row that is not filled it waits for the old one's value, as NULL + 1 says nothing.</summary>
    private static async Task<int> CountUpAsync(TestDatabase database, string column, CancellationToken cancellationToken)
    {
        var random = new Random(column.Length);
        await using var connection = await database.ConnectAsync();
        var done = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand($"UPDATE shop.people SET {column} = {column} + 1 WHERE id = {random.Next(1, 20001)} AND {column} IS NOT NULL", connection);
            done += await command.ExecuteNonQueryAsync(CancellationToken.None);
        }

        return done;
    }

    private static Task<string> PeopleAsync(TestDatabase database) =>
        database.ScalarAsync<string>("SELECT md5(string_agg(concat_ws('|', id, name, quantity, is_active), ';' ORDER BY id)) FROM shop.people");
}
