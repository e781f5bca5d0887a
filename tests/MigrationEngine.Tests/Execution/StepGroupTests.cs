using TradingPlatform.MigrationEngine.Tests.Crashes;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

/// <summary>Steps that a run commits at once where nobody uses the database.</summary>
public sealed class StepGroupTests
{
    [Fact]
    public void At_TakesStepsThatOnlySpareOthers_WithoutConcurrently()
    {
        var migration = Migration(
            new(true, ["CREATE TABLE a (id int, b int);", "-- why\nALTER TABLE a ADD CONSTRAINT c CHECK (b > 0) NOT VALID"]),
            new(false, ["ALTER TABLE a VALIDATE CONSTRAINT c;"]),
            new(false, ["CREATE UNIQUE INDEX CONCURRENTLY ix ON a (b);"]),
            new(false, ["DROP INDEX CONCURRENTLY IF EXISTS old"]),
            new(true, []));

        var group = StepGroup.At(migration, 0)!;

        Assert.Equal((0, 4), (group.First, group.Last));
        Assert.Equal(
            [
                new(0, "CREATE TABLE a (id int, b int)"),
                new(0, "-- why\nALTER TABLE a ADD CONSTRAINT c CHECK (b > 0) NOT VALID"),
                new(1, "ALTER TABLE a VALIDATE CONSTRAINT c"),
                new(2, "CREATE UNIQUE INDEX ix ON a (b)"),
                new StepGroup.Statement(3, "DROP INDEX IF EXISTS old"),
            ],
            group.Statements);
        Assert.Equal(2, StepGroup.At(migration, 2)!.First);
        Assert.Null(StepGroup.At(migration, 4));
    }

    [Theory]
    [InlineData(true, "SET LOCAL search_path = a")]
    [InlineData(true, "SELECT set_config('search_path', 'a', true)")]
    [InlineData(true, "LOCK TABLE a")]
    [InlineData(true, "DO $$ BEGIN PERFORM set_config('search_path', 'a', true); END $$")]
    [InlineData(true, "WITH gone AS (DELETE FROM a RETURNING *) SELECT count(*) FROM gone")]
    [InlineData(false, "VACUUM a")]
    [InlineData(false, "INSERT INTO a VALUES (1)")]
    [InlineData(false, "ALTER TYPE a ADD VALUE 'b'")]
    [InlineData(false, "ALTER TABLE a DETACH PARTITION b CONCURRENTLY")]
    [InlineData(false, "CREATE INDEX CONCURRENTLY ON a (b)")]
    [InlineData(false, "ALTER SYSTEM SET work_mem = '1MB'")]
    public void At_LeavesAStepByItself_WhoseTransactionMayMatter(bool isTransactional, string sql)
    {
        var migration = Migration(new(true, ["CREATE TABLE a (id int)"]), new(isTransactional, [sql]), new(true, ["CREATE TABLE b (id int)"]), new(true, []));

        Assert.Null(StepGroup.At(migration, 0));
        Assert.Null(StepGroup.At(migration, 1));
        Assert.Equal((2, 3), (StepGroup.At(migration, 2)!.First, StepGroup.At(migration, 2)!.Last));
    }

    [Fact]
    public async Task Up_WhereNobodyIsThere_BuildsWhatItBuildsBesideSomebody()
    {
        await using var empty = await TestDatabase.CreateEmptyAsync();
        await using var used = await CrashScene.CreateUsedAsync();

        var atOnce = await StepsAsync(empty);
        var oneByOne = await StepsAsync(used);

        Assert.Contains(atOnce, step => step.LastNumber > step.Number);
        Assert.All(oneByOne, step => Assert.Equal(step.Number, step.LastNumber));
        await empty.UpAsync<CrashContext>();
        await used.UpAsync<CrashContext>();
        Assert.Equal(await CrashScene.ReadCatalogAsync(used), await CrashScene.ReadCatalogAsync(empty));
        Assert.Equal(await used.ScalarAsync<string>(CrashContext.Rows), await empty.ScalarAsync<string>(CrashContext.Rows));
        Assert.Equal(await JournalAsync(used), await JournalAsync(empty));
    }

    [Fact]
    public async Task Up_WhereStepsFailOnlyAtOnce_RunsThemOneByOne()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var log = new CollectedLog();

        await using (var session = await database.Migrator<TogetherContext>(logger: log).BeginAsync(default))
            await session.UpAsync(MigrationTarget.Parse(TogetherContext.Color), default);

        Assert.Equal("blue", await database.ScalarAsync<string>("SELECT color::text FROM together.items"));
        Assert.True(await database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'together.ix_items_color'::regclass"));
        Assert.Contains($"{TogetherContext.Color}: steps 1 to 3 failed when committed at once; they are run one by one.", log.Lines);
    }

    [Fact]
    public async Task Up_WhereAStepFails_NamesItAndKeepsThoseBeforeIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<TogetherContext>());

        Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
        Assert.Contains("step 3 of 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("UPDATE together.nowhere", failure.Message, StringComparison.Ordinal);
        var last = (await database.JournalAsync())[^1];
        Assert.Equal((TogetherContext.Fail, JournalOutcome.Failed, 2), (last.MigrationId, last.Outcome, last.StepsDone));
        Assert.True(await database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'together.ix_items_name'::regclass"));
    }

    private static PlannedMigration Migration(params MigrationStep[] steps) => new("20260101000001_A", MigrationDirection.Up, steps, "", [], "");

    private static async Task<IReadOnlyList<PreviewStep>> StepsAsync(TestDatabase database)
    {
        var preview = await RunPreview.ReadAsync(database.Migrator<CrashContext>(), MigrationDirection.Up, MigrationTarget.Head, default);
        return [.. preview.Migrations.SelectMany(migration => migration.Steps)];
    }

    private static async Task<IEnumerable<string>> JournalAsync(TestDatabase database) =>
        (await database.JournalAsync()).Select(entry => FormattableString.Invariant($"{entry.MigrationId} {entry.Outcome} {entry.StepsDone} of {entry.StepsTotal} {entry.OpenStep} {entry.SqlHash}"));
}
