using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>What a run does where hazards are refused, as it is everywhere but in Development.</summary>
public sealed class PreflightTests
{
    [Fact]
    public async Task Up_WhenAPendingMigrationHasAnUnassuredHazard_IsRefusedWithTheListAndDoesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var session = await Careful(database).BeginAsync(default);

        // The index is built concurrently: nothing to refuse.
        Assert.Equal(2, (await session.UpAsync(MigrationTarget.Parse(HazardContext.Index), default)).Migrations.Count);
        var refused = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Head, default));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains($"\n  {HazardContext.Rename}: rename-column: versions of the application that still run do not find public.notes.text any more.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(HazardContext.Retype, refused.Message, StringComparison.Ordinal);
        Assert.Equal([HazardContext.Rename, HazardContext.Retype], (await database.StatusAsync<HazardContext>()).Pending);
    }

    [Fact]
    public async Task Up_WhenTheHazardIsExempt_Runs()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<HazardContext>(HazardContext.Rename);
        await using var session = await Careful(database).BeginAsync(default);

        Assert.Equal([HazardContext.Retype], (await session.UpAsync(MigrationTarget.Head, default)).Migrations);
    }

    [Fact]
    public async Task Up_OfADatabaseWithoutAnyTable_IsNotRefused_AndWithOneOfAnybodysItIs()
    {
        await using var empty = await TestDatabase.CreateEmptyAsync();
        await using (var session = await Careful(empty).BeginAsync(default))
            Assert.Equal(4, (await session.UpAsync(MigrationTarget.Head, default)).Migrations.Count);

        await using var used = await TestDatabase.CreateEmptyAsync();
        await used.ExecuteAsync("CREATE TABLE public.legacy (id integer)");
        await using var refusing = await Careful(used).BeginAsync(default);
        await Assert.ThrowsAsync<MigrationException>(() => refusing.UpAsync(MigrationTarget.Head, default));
    }

    [Fact]
    public async Task Up_WhenNothingIsPending_LooksAtNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<HazardContext>();
        await using var session = await Careful(database).BeginAsync(default);

        await session.RefuseHazardsAsync(await session.PlanUpAsync(MigrationTarget.Head, default), default);
        Assert.Empty((await session.UpAsync(MigrationTarget.Head, default)).Migrations);
    }

    [Fact]
    public async Task Up_WhenAMigrationWithAHazardIsHalfApplied_IsFinished()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<HazardContext>(HazardContext.Index);
        await database.ExecuteAsync($"""
            INSERT INTO migration.journal OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(j, jsonb_build_object(
                'id', j.id + 1000, 'migration_id', '{HazardContext.Rename}', 'outcome', 'failed', 'steps_done', 1, 'steps_total', 2))).*
            FROM migration.journal j ORDER BY id DESC LIMIT 1
            """);
        var status = await database.StatusAsync<HazardContext>();
        Assert.Contains(status.Unfinished, entry => entry.MigrationId == HazardContext.Rename && entry.IsHalfDone);
        await using var session = await Careful(database).BeginAsync(default);

        await session.RefuseHazardsAsync(new MigrationPlan(MigrationDirection.Up, [Empty(HazardContext.Rename)]), default);
    }

    [Fact]
    public async Task Preview_ShowsWhatTheLintSays_WithTheCatalog()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<HazardContext>(HazardContext.Index);
        await database.ExecuteAsync("INSERT INTO public.notes SELECT n FROM generate_series(1, 1000) AS n; ANALYZE public.notes");

        var preview = await RunPreview.ReadAsync(Careful(database), MigrationDirection.Up, MigrationTarget.Head, default);

        Assert.Equal(LintRuleIds.RenameColumn, Assert.Single(preview.Lint.Standing(LintSeverity.Error)).Rule);
        var exempted = Assert.Single(preview.Lint.Findings, finding => finding.ExemptionReason is not null);
        Assert.Equal(HazardRetype.Reason, exempted.ExemptionReason);
        Assert.Contains("(about 1,000 rows)", exempted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_OfAColumnWhoseTypeOnlyTheCatalogKnows_AsksIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE public.t (c varchar(10), n integer)");
        await using var connection = new Npgsql.NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var facts = await LintFactsReader.ReadAsync(connection, ["t"], [], default);

        Assert.NotEmpty(Linted.Of(Widen).By(LintRuleIds.AlterColumnType));
        Assert.Empty(Linted.Of(Widen, facts).By(LintRuleIds.AlterColumnType));
        Assert.NotEmpty(Linted.Of(up => up.Sql("ALTER TABLE public.t ALTER COLUMN n TYPE bigint"), facts).By(LintRuleIds.AlterColumnType));

        // A database that does not need the exemption does not make it superfluous for the others.
        Assert.Empty(Linted.Of(WidenExempt, facts).UnusedExemptions);
        Assert.Single(Linted.Of(up => up.Exempt(LintRuleIds.AlterColumnType, "nothing is altered"), facts).UnusedExemptions);

        static void Widen(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder up) => up.Sql("ALTER TABLE public.t ALTER COLUMN c TYPE varchar(20)");

        static void WidenExempt(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder up)
        {
            up.Exempt(LintRuleIds.AlterColumnType, "it is widened");
            Widen(up);
        }
    }

    [Theory]
    [InlineData("ALTER TABLE public.t SET SCHEMA lint_other", "lint_other.t")]
    [InlineData("ALTER TABLE t RENAME TO u", "u")]
    [InlineData("ALTER TABLE t RENAME TO u; ALTER TABLE u SET SCHEMA lint_other; ALTER TABLE lint_other.u RENAME TO v", "lint_other.v")]
    [InlineData("DROP TABLE u; ALTER TABLE t RENAME TO u", "u")]
    public async Task Lint_OfATableThatTheMigrationMoves_AsksTheCatalogByItsOldName(string move, string table)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(
            "CREATE TABLE public.t (c varchar(10), n integer); CREATE TABLE public.u (c integer); INSERT INTO t SELECT FROM generate_series(1, 500); ANALYZE t");
        await using var connection = new Npgsql.NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var facts = await LintFactsReader.ReadAsync(connection, ["t", "u", "v"], [], default);

        Assert.Empty(After("c TYPE varchar(20)"));
        Assert.Contains("(about 500 rows)", Assert.Single(After("n TYPE bigint")).Message, StringComparison.Ordinal);

        IEnumerable<LintFinding> After(string change) =>
            Linted.Of(up => up.Sql($"{move}; ALTER TABLE {table} ALTER COLUMN {change}"), facts).By(LintRuleIds.AlterColumnType);
    }

    [Fact]
    public async Task Lint_OfAPartitionedTable_KnowsWhatTheRunBuildsPartByPartAndWhatItCannot()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE public.t (c integer) PARTITION BY RANGE (c)");
        await using var connection = new Npgsql.NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var facts = await LintFactsReader.ReadAsync(connection, ["t"], [], default);

        Assert.Empty(Linted.Of(up => up.CreateIndex("i", "t", "c", "public"), facts).By(LintRuleIds.CreateIndexPartitioned));
        Assert.NotEmpty(Linted.Of(up => up.Sql("CREATE INDEX i ON public.t (c)"), facts).By(LintRuleIds.CreateIndexPartitioned));
        Assert.NotEmpty(Linted.Of(up => up.AddUniqueConstraint("u", "t", "c", "public"), facts).By(LintRuleIds.AddUniqueConstraint));
        Assert.NotEmpty(Linted.Of(up => up.AddPrimaryKey("p", "t", "c", "public"), facts).By(LintRuleIds.AddPrimaryKey));
    }

    private static SchemaMigrator Careful(TestDatabase database) => database.Migrator<HazardContext>(database.Options() with { RefusesHazards = true });

    private static PlannedMigration Empty(string id) => new(id, MigrationDirection.Up, [new MigrationStep(true, [])], "", [], "");
}
