using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Phases;

/// <summary>Databases and runs of the <see cref="DeskContext"/>'s builds.</summary>
internal static class DeskScene
{
    public static readonly Backfill DisplayName = new DeskBackfill();

    /// <summary>A database that the old build has migrated and an application uses, with one trader.</summary>
    public static async Task<TestDatabase> InUseAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await database.HeldUpAsync<OldDeskContext>();
        await database.ExecuteAsync("INSERT INTO desk.traders VALUES (1, 'Ada')");
        return database;
    }

    /// <summary>The same with everything applied that `up` applies, and the backfill finished.</summary>
    public static Task<TestDatabase> ReadyAsync() => TestDatabase.CloneAsync("desk-ready", async connectionString =>
    {
        var options = new MigrationEngineOptions { ConnectionString = connectionString, HoldsContractions = true };
        await using (var session = await EngineFixture.Migrator<OldDeskContext>(options with { ContextOptions = EngineFixture.ContextOptions<OldDeskContext>(connectionString) }).BeginAsync(default))
            await session.UpAsync(MigrationTarget.Head, default);

        options = options with { ContextOptions = EngineFixture.ContextOptions<DeskContext>(connectionString), Backfills = [DisplayName] };
        await using (var session = await EngineFixture.Migrator<DeskContext>(options).BeginAsync(default))
            await session.UpAsync(MigrationTarget.Head, default);
        await new BackfillRunner(options, NullLogger.Instance, TimeProvider.System).RunAsync(null, new BackfillRunOptions(), default);
    });

    public static MigrationEngineOptions Held(this TestDatabase database) => database.Options() with { HoldsContractions = true, Backfills = [DisplayName] };

    public static async Task<MigrationRunResult> HeldUpAsync<TContext>(this TestDatabase database, string target = "head")
        where TContext : DbContext
    {
        await using var session = await database.Migrator<TContext>(database.Held() with { Backfills = typeof(TContext) == typeof(OldDeskContext) ? [] : [DisplayName] }).BeginAsync(default);
        return await session.UpAsync(MigrationTarget.Parse(target), default);
    }

    public static async Task<MigrationRunResult> CompleteAsync<TContext>(this TestDatabase database)
        where TContext : DbContext
    {
        await using var session = await database.Migrator<TContext>(database.Held()).BeginAsync(default);
        return await session.CompleteAsync(allowDataLoss: true, default);
    }

    public static Task<SchemaStatus> HeldStatusAsync<TContext>(this TestDatabase database)
        where TContext : DbContext => database.Migrator<TContext>(database.Held()).ReadStatusAsync(default);

    public static async Task BackfillAsync(this TestDatabase database) => Assert.Equal(
        BackfillOutcome.Finished,
        Assert.Single(await new BackfillRunner(
            database.Held() with { ContextOptions = database.ContextOptions<DeskContext>() }, NullLogger.Instance, TimeProvider.System)
            .RunAsync([DeskContext.Backfill], new BackfillRunOptions(), default)).Outcome);

    public static Task<string> ColumnsAsync(this TestDatabase database) => database.ScalarAsync<string>(
        "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'desk.traders'::regclass AND attnum > 0 AND NOT attisdropped");

    public static Task<string> ContractedAsync(this TestDatabase database) =>
        database.ScalarAsync<string>("SELECT coalesce(string_agg(migration_id || ':' || array_to_string(oldest_build, '+'), ','), '') FROM migration.contracted");

    private sealed class DeskBackfill : UpdateBackfill
    {
        public override string Name => DeskContext.Backfill;

        public override string After => DeskContext.Expand;

        public override string Schema => "desk";

        public override string Table => "traders";

        public override string Rows => "display_name IS NULL";

        public override string Assignments => "display_name = name";
    }
}
