using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Short ways to what every test needs.</summary>
internal static class EngineFixture
{
    /// <summary>Patience that fits a test: locks are given up quickly, but no machine is too slow for it.</summary>
    public static MigrationEngineOptions Options(this TestDatabase database) => new()
    {
        ConnectionString = database.ConnectionString,
        ApplicationName = "engine test",
        ApplicationVersion = "1.2.3",
        LockTimeout = TimeSpan.FromMilliseconds(100),
        RetryInitialDelay = TimeSpan.FromMilliseconds(20),
        RetryMaximumDelay = TimeSpan.FromMilliseconds(100),
    };

    public static SchemaMigrator Migrator<TContext>(
        this TestDatabase database, MigrationEngineOptions? options = null, ILogger<SchemaMigrator>? logger = null)
        where TContext : DbContext =>
        new(
            () => database.Context<TContext>(),
            (options ?? database.Options()) with { ContextOptions = database.ContextOptions<TContext>() },
            logger ?? NullLogger<SchemaMigrator>.Instance, TimeProvider.System);

    /// <summary>A migrator of any connection string.</summary>
    public static SchemaMigrator Migrator<TContext>(MigrationEngineOptions options)
        where TContext : DbContext =>
        new(() => (TContext)Activator.CreateInstance(typeof(TContext), options.ContextOptions)!, options, NullLogger<SchemaMigrator>.Instance, TimeProvider.System);

    public static TContext Context<TContext>(this TestDatabase database)
        where TContext : DbContext =>
        (TContext)Activator.CreateInstance(typeof(TContext), database.ContextOptions<TContext>())!;

    public static DbContextOptions<TContext> ContextOptions<TContext>(this TestDatabase database)
        where TContext : DbContext => ContextOptions<TContext>(database.ConnectionString);

    public static DbContextOptions<TContext> ContextOptions<TContext>(string connectionString)
        where TContext : DbContext =>
        new DbContextOptionsBuilder<TContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", "migration"))
            .Options;

    /// <summary>A context for planning: no connection is ever opened.</summary>
    public static TContext OfflineContext<TContext>()
        where TContext : DbContext =>
        (TContext)Activator.CreateInstance(typeof(TContext), new DbContextOptionsBuilder<TContext>().UseNpgsql("Host=nowhere").Options)!;

    public static async Task<MigrationRunResult> UpAsync<TContext>(this TestDatabase database, string target = "head", CancellationToken cancellationToken = default)
        where TContext : DbContext
    {
        await using var session = await database.Migrator<TContext>().BeginAsync(cancellationToken);
        return await session.UpAsync(MigrationTarget.Parse(target), cancellationToken);
    }

    public static async Task<MigrationRunResult> DownAsync<TContext>(this TestDatabase database, string target, bool allowDataLoss = false)
        where TContext : DbContext
    {
        await using var session = await database.Migrator<TContext>().BeginAsync(default);
        return await session.DownAsync(MigrationTarget.Parse(target), allowDataLoss, default);
    }

    public static Task<SchemaStatus> StatusAsync<TContext>(this TestDatabase database)
        where TContext : DbContext => database.Migrator<TContext>().ReadStatusAsync(default);

    /// <summary>The journal, oldest first.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> JournalAsync(this TestDatabase database)
    {
        await using var context = database.Context<ShopContext>();
        return [.. (await new MigrationJournalReader(context).ReadAsync(100, default)).Reverse()];
    }

    /// <summary>The same without a limit.</summary>
    public static async Task<IReadOnlyList<JournalEntry>> WholeJournalAsync(this TestDatabase database)
    {
        await using var context = database.Context<ShopContext>();
        return [.. (await new MigrationJournalReader(context).ReadAsync(int.MaxValue, default)).Reverse()];
    }

    public static async Task<NpgsqlConnection> ConnectAsync(this TestDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static async Task ExecuteAsync(this TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync();
        await connection.ExecuteAsync(sql);
    }

    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(this TestDatabase database, string sql)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Polls until <paramref name="sql"/> answers true, for at most a minute: what is waited for may need its time on a busy machine.</summary>
    public static async Task WaitUntilAsync(this TestDatabase database, string sql)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var connection = await database.ConnectAsync();
        while (true)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            if (await command.ExecuteScalarAsync(deadline.Token) is true) return;
            await Task.Delay(20, deadline.Token);
        }
    }

    /// <summary>Whether the slow migration of <see cref="SlowContext"/> stands at its gate.</summary>
    public const string SlowMigrationWaits = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
}
