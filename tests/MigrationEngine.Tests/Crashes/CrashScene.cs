using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Crashes;

/// <summary>What an undisturbed run of the <see cref="CrashContext"/> gives, and how a disturbed one is compared with it.</summary>
internal sealed class CrashScene
{
    private static readonly Lazy<Task<CrashScene>> Measured = new(MeasureAsync);

    private CrashScene(IReadOnlyList<string> catalog, string rows, int upMessages, int downMessages)
    {
        Catalog = catalog;
        Rows = rows;
        UpMessages = upMessages;
        DownMessages = downMessages;
    }

    public IReadOnlyList<string> Catalog { get; }

    public string Rows { get; }

    /// <summary>How many messages an undisturbed run up has, the crash points of it.</summary>
    public int UpMessages { get; }

    public int DownMessages { get; }

    public static Task<CrashScene> GetAsync() => Measured.Value;

    /// <summary>
    /// A database with a table of somebody else, in which each step is a commit of its own: where there is no table at all, a run commits as much as it
    /// can at once, and that has far fewer points.
    /// </summary>
    public static async Task<TestDatabase> CreateUsedAsync() => await UseAsync(await TestDatabase.CreateEmptyAsync());

    /// <summary>Gives a database the table of somebody else.</summary>
    public static async Task<TestDatabase> UseAsync(TestDatabase database)
    {
        await database.ExecuteAsync("CREATE SCHEMA somebody_else; CREATE TABLE somebody_else.things (id int)");
        return database;
    }

    /// <summary>What the migrations have made, beside the bookkeeping and somebody else's table.</summary>
    public static Task<IReadOnlyList<string>> ReadCatalogAsync(TestDatabase database) =>
        CatalogSnapshot.ReadAsync(database.ConnectionString, "migration", "somebody_else");

    public static Task UpAsync(string connectionString, bool looks = false) => RunAsync(connectionString, MigrationDirection.Up, looks);

    public static Task DownAsync(string connectionString) => RunAsync(connectionString, MigrationDirection.Down, looks: false);

    /// <summary>A run that was disturbed at a message: it fails as documented, or was over before the message came.</summary>
    public static async Task DisturbedAsync(CuttingProxy proxy, MigrationDirection direction, bool looks = false)
    {
        try
        {
            await RunAsync(proxy.ConnectionString, direction, looks);
        }
        catch (MigrationException exception) when (exception.ExitCode is MigrationExitCode.DatabaseUnavailable or MigrationExitCode.MigrationFailed)
        {
            Assert.True(proxy.Reached.IsCompleted, exception.ToString());
        }
    }

    /// <summary>Everything is applied, once, and the journal says so.</summary>
    public async Task AssertAppliedAsync(TestDatabase database)
    {
        Assert.Equal(Catalog, await ReadCatalogAsync(database));
        Assert.Equal(Rows, await database.ScalarAsync<string>(CrashContext.Rows));
        var status = await database.StatusAsync<CrashContext>();
        Assert.Equal(MigrationExitCode.Success, status.ExitCode);
        Assert.Empty(status.Unfinished);
    }

    /// <summary>Nothing is applied any more.</summary>
    public static async Task AssertRevertedAsync(TestDatabase database)
    {
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'crash')"));
        Assert.Empty((await database.StatusAsync<CrashContext>()).Applied);
        Assert.Empty((await database.StatusAsync<CrashContext>()).Unfinished);
    }

    /// <summary>Waits until the server has noticed that its client is gone.</summary>
    public static Task WaitForSilenceAsync(TestDatabase database) => database.WaitUntilAsync(
        "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'crash test%')");

    private static async Task RunAsync(string connectionString, MigrationDirection direction, bool looks)
    {
        var options = new MigrationEngineOptions
        {
            ConnectionString = connectionString,
            ContextOptions = EngineFixture.ContextOptions<CrashContext>(connectionString),
            Build = looks ? new MigrationBuild(typeof(CrashContext).Assembly, typeof(CrashContext), "__EFMigrationsHistory", "migration") : null,
            ApplicationName = "crash test",
        };
        using var look = looks ? FirstLook.Take(options) : null;
        if (look is { IsNothingPending: true }) return;

        var migrator = EngineFixture.Migrator<CrashContext>(options);
        await using var session = await migrator.BeginAsync(look, default);
        if (direction == MigrationDirection.Up) await session.UpAsync(MigrationTarget.Head, default);
        else await session.DownAsync(MigrationTarget.Base, allowDataLoss: true, default);
    }

    private static async Task<CrashScene> MeasureAsync()
    {
        await using var database = await CreateUsedAsync();
        await using var up = new CuttingProxy(database.ConnectionString);
        await UpAsync(up.ConnectionString);
        var catalog = await ReadCatalogAsync(database);
        var rows = await database.ScalarAsync<string>(CrashContext.Rows);
        await using var down = new CuttingProxy(database.ConnectionString);
        await DownAsync(down.ConnectionString);
        return new CrashScene(catalog, rows, up.Counted, down.Counted);
    }
}
