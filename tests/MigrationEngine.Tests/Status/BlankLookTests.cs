using TradingPlatform.MigrationEngine.Tests.Execution;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Status;

/// <summary>Of a database without any relation one answer says what a run asks five questions for.</summary>
public sealed class BlankLookTests
{
    [Fact]
    public async Task Look_AtANewDatabase_IsBlank_AndItsRunIsTheUsualOne()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var usual = await TestDatabase.CreateEmptyAsync();
        await usual.UpAsync<ShopContext>();

        using var look = Look(database);
        Assert.True(look.IsBlank);
        Assert.Equal(3, look.Pending!.Count);
        await using var session = await database.Migrator<ShopContext>().BeginAsync(look, default);
        Assert.True((await session.PlanUpAsync(MigrationTarget.Head, default)).IsForNobody);
        Assert.Equal(3, (await session.UpAsync(MigrationTarget.Head, default)).Migrations.Count);

        // What was known before the run is not taken for what comes after it.
        Assert.Empty((await session.PlanUpAsync(MigrationTarget.Head, default)).Migrations);
        Assert.Equal(await RowsAsync(usual), await RowsAsync(database));
    }

    [Theory]
    [InlineData("CREATE TABLE of_somebody (id int)")]
    [InlineData("CREATE VIEW of_somebody AS SELECT 1 AS id")]
    [InlineData("CREATE SEQUENCE of_somebody")]
    [InlineData("CREATE TYPE of_somebody AS (id int)")]
    [InlineData("CREATE SCHEMA migration; CREATE TABLE migration.journal (id int)")]
    public async Task Look_WhereThereIsAnyRelation_IsNotBlank(string sql)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(sql);

        using var look = Look(database);

        Assert.True(look.HoldsLock);
        Assert.False(look.IsBlank);
    }

    [Fact]
    public async Task Look_WhereEfsOwnMigratorHasRun_IsNotBlank_AndTheRunRefuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(FirstRunTests.EfHistoryOf(ShopContext.CreateItems));

        using var look = Look(database);
        Assert.False(look.IsBlank);
        await using var session = await database.Migrator<ShopContext>().BeginAsync(look, default);
        var failure = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Head, default));

        Assert.Equal(MigrationExitCode.Refused, failure.ExitCode);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('migration.journal') IS NULL"));
    }

    [Fact]
    public async Task Look_AtADatabaseWithMigrationsLeft_KnowsWhich()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+2");

        using var look = Look(database);

        Assert.False(look.IsBlank);
        Assert.Equal([Build.ReadGraph().Ids[^1]], look.Pending!);
    }

    private static MigrationBuild Build { get; } = new(typeof(ShopContext).Assembly, typeof(ShopContext), "__EFMigrationsHistory", "migration");

    private static FirstLook Look(TestDatabase database) => FirstLook.Take(database.Options() with { Build = Build });

    /// <summary>What a run leaves in the journal and the history, but for times and processes.</summary>
    private static Task<string> RowsAsync(TestDatabase database) => database.ScalarAsync<string>(
        """
        SELECT string_agg(concat_ws(' ', j.id, migration_id, direction, outcome, steps_total, steps_done, sql_hash, operations_hash, history_table, done_hash, open_step, source, h."ProductVersion"), E'\n' ORDER BY j.id)
        FROM migration.journal AS j JOIN migration."__EFMigrationsHistory" AS h ON h."MigrationId" = migration_id
        """);
}
