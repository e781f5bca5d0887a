using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scripting;

/// <summary>A run and a script take over from each other wherever one of them was cut off.</summary>
public sealed class InterchangeTests
{
    /// <summary>Fixed, so that a failure can be repeated.</summary>
    private const int Seed = 20260101;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Script_KilledAnywhereOnTheWayUp_IsFinishedByUpOrByItself(bool finishedByUp)
    {
        await using var expected = await TestDatabase.CreateEmptyAsync();
        await expected.UpAsync<AloneContext>();
        var script = Scripts.Of<AloneContext>(idempotent: true);

        await EachAsync(Sample(ScriptCuts.Of(script), finishedByUp ? 0 : 1), async cut =>
        {
            await using var database = await TestDatabase.CreateEmptyAsync();
            await KillAfterAsync(database, cut);

            if (finishedByUp) await database.UpAsync<AloneContext>();
            else await database.ApplyAsync(script);

            await AssertSameAsync(expected, database, cut);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Script_KilledAnywhereOnTheWayDown_IsFinishedByDownOrByItself(bool finishedByDown)
    {
        await using var expected = await TestDatabase.CreateEmptyAsync();
        await expected.UpAsync<AloneContext>();
        await expected.DownAsync<AloneContext>(AloneContext.Create, allowDataLoss: true);
        var script = "\\set allow_data_loss on\n" + Scripts.Of<AloneContext>("head", AloneContext.Create, idempotent: true);

        await EachAsync(Sample(ScriptCuts.Of(script), finishedByDown ? 0 : 1), async cut =>
        {
            await using var database = await TestDatabase.CreateEmptyAsync();
            await database.UpAsync<AloneContext>();
            await KillAfterAsync(database, cut);

            if (finishedByDown) await database.DownAsync<AloneContext>(AloneContext.Create, allowDataLoss: true);
            else await database.ApplyAsync(script);

            await AssertSameAsync(expected, database, cut);
        });
    }

    [Fact]
    public async Task Up_ThatFailedHalfWay_IsFinishedByTheIdempotentScript()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());
        var refused = await database.RefuseAsync(Scripts.Of<StepsContext>());
        await database.ExecuteAsync("CREATE TABLE permit AS SELECT 1");

        await database.ApplyAsync(Scripts.Of<StepsContext>(idempotent: true));

        Assert.Contains("stopped going up after step 2 of 4", refused, StringComparison.Ordinal);
        Assert.Equal("2,3,4", await database.ScalarAsync<string>("SELECT string_agg(step::text, ',' ORDER BY step) FROM counted"));
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<StepsContext>()).ExitCode);
    }

    [Fact]
    public async Task Script_WhoseStepOutsideOfATransactionFails_JournalsItAndIsFinishedByUp()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var output = await database.RefuseAsync(Scripts.Of<StepsContext>());

        var entry = (await database.JournalAsync())[^1];
        Assert.Equal((JournalOutcome.Failed, 2), (entry.Outcome, entry.StepsDone));
        Assert.Contains("relation \"permit\" does not exist (42P01)", entry.Error, StringComparison.Ordinal);
        Assert.Contains("failed in step 3 of 4", output, StringComparison.Ordinal);
        await database.ExecuteAsync("CREATE TABLE permit AS SELECT 1");
        await database.UpAsync<StepsContext>();
        Assert.Equal("2,3,4", await database.ScalarAsync<string>("SELECT string_agg(step::text, ',' ORDER BY step) FROM counted"));
    }

    [Fact]
    public async Task IdempotentScript_WhenTheDoneStepsWereEdited_Refuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<StepsContext>());

        var output = await database.RefuseAsync(Scripts.Of<ChangedStepsContext>(idempotent: true));

        Assert.Contains("the first 2 steps have been edited since", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WhenTheUniqueIndexMeetsDuplicates_LeavesNoInvalidIndexAndIsFinishedByTheNext()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'same'), (2, 'same')");
        var script = Scripts.Of<ShopContext>(idempotent: true);

        await database.RefuseAsync(script);

        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        await database.ExecuteAsync("DELETE FROM shop.items WHERE id = 2");
        await database.ApplyAsync(script);
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [Fact]
    public async Task IdempotentScript_AfterABuildThatWasCutOff_DropsTheInvalidIndex()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await database.ExecuteAsync("INSERT INTO shop.items VALUES (1, 'same'), (2, 'same')");
        await using (var connection = await database.ConnectAsync())
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY ix_items_name ON shop.items (name)"));
        await database.ExecuteAsync("DELETE FROM shop.items WHERE id = 2");

        await database.ApplyAsync(Scripts.Of<ShopContext>(idempotent: true));

        Assert.True(await database.ScalarAsync<bool>("SELECT bool_and(indisvalid) FROM pg_index"));
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Script_KilledWhileItBuildsAnIndex_IsFinishedByUp(bool serverToo)
    {
        await using var expected = await TestDatabase.CreateEmptyAsync();
        await expected.UpAsync<ShopContext>();
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");
        await using (var writer = await database.ConnectAsync())
        {
            await writer.ExecuteAsync("BEGIN; INSERT INTO shop.items VALUES (1, 'one')");
            await using var psql = await Psql.StartAsync(database);
            await psql.BeginFeedAsync(Scripts.Of<ShopContext>(idempotent: true));
            await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE UNIQUE INDEX CONCURRENTLY%' AND wait_event_type = 'Lock')");
            psql.Kill();
            if (serverToo)
            {
                await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'MigrationEngine script'");
                await database.WaitUntilAsync("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'MigrationEngine script')");
                Assert.False(await database.ScalarAsync<bool>("SELECT bool_and(indisvalid) FROM pg_index"));
            }

            await writer.ExecuteAsync("ROLLBACK");
        }

        await database.UpAsync<ShopContext>();

        Assert.Equal(await expected.StateAsync(), await database.StateAsync());
    }

    [Fact]
    public async Task IdempotentScript_WhereABlockThatCommitsWasCutOff_AsksTheOperator()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var script = Scripts.Of<MaintenanceContext>(idempotent: true);
        await KillAfterAsync(database, ScriptCuts.Of(script).Last(cut => cut.Contains("'unknown'", StringComparison.Ordinal) && !cut.Contains("DO $block$", StringComparison.Ordinal)));

        var output = await database.RefuseAsync(script);

        Assert.Contains($"cut off in step 2 of 5 of {MaintenanceContext.Only}", output, StringComparison.Ordinal);
        Assert.Equal(MigrationExitCode.Damaged, (await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<MaintenanceContext>())).ExitCode);
        await database.ExecuteAsync("UPDATE migration.journal SET open_step = 'repeat' WHERE id = (SELECT max(id) FROM migration.journal)");
        await database.ApplyAsync(script);
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<MaintenanceContext>()).ExitCode);
    }

    [Fact]
    public async Task Script_OfDetachAndReindex_LeavesWhatUpLeaves()
    {
        await using var byUp = await TestDatabase.CreateEmptyAsync();
        await byUp.UpAsync<MaintenanceContext>();
        await using var byScript = await TestDatabase.CreateEmptyAsync();

        await byScript.ApplyAsync(Scripts.Of<MaintenanceContext>());

        Assert.Equal(await byUp.StateAsync(), await byScript.StateAsync());
    }

    private static async Task KillAfterAsync(TestDatabase database, string beginning)
    {
        await using var psql = await Psql.StartAsync(database);
        await psql.FeedAsync(beginning);
        psql.Kill();
    }

    private static async Task AssertSameAsync(TestDatabase expected, TestDatabase database, string cut)
    {
        var last = cut.TrimEnd().Split('\n').Last(line => !line.StartsWith("\\endif", StringComparison.Ordinal));
        Assert.True(
            (await expected.StateAsync()).SequenceEqual(await database.StateAsync())
            && await expected.ScalarAsync<string>(AloneContext.Counted) == await database.ScalarAsync<string>(AloneContext.Counted),
            $"Cut off after '{last}' ({cut.Length} characters):\n{string.Join('\n', (await database.StateAsync()).Except(await expected.StateAsync()))}\n{await database.ScalarAsync<string>(AloneContext.Counted)}");
    }

    /// <summary>Every place would take minutes: as many as a gate can wait for, spread over the whole script.</summary>
    private static IEnumerable<string> Sample(IReadOnlyList<string> cuts, int phase)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("SCRIPT_CUTS"), out var given) ? given : 8;
        var random = new Random(Seed + phase);
        return cuts.Count <= count ? cuts : [.. Enumerable.Range(0, count).Select(part => cuts[random.Next(part * cuts.Count / count, (part + 1) * cuts.Count / count)])];
    }

    private static Task EachAsync(IEnumerable<string> cuts, Func<string, Task> body) =>
        Parallel.ForEachAsync(cuts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (cut, _) => await body(cut));
}
