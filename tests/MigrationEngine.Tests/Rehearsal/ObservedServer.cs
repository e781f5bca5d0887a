using Npgsql;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A database on a server of a major version, on which single statements are observed.</summary>
public abstract class ObservedServer : IAsyncLifetime
{
    private TestDatabase? _database;
    private NpgsqlConnection? _connection;
    private NpgsqlConnection? _watcher;
    private NpgsqlConnection? _holder;

    /// <summary>The session of the statements.</summary>
    public NpgsqlConnection Connection => _connection!;

    /// <summary>The server's major version.</summary>
    public int Major => _connection!.PostgreSqlVersion.Major;

    protected abstract Task<EmbeddedServer?> ServerAsync();

    public async Task InitializeAsync()
    {
        if (await ServerAsync() is not { } server) return;

        _database = await TestDatabase.CreateOnAsync(server);
        var options = _database.Options();
        _connection = await DedicatedConnection.OpenAsync(options, 30, default);
        _watcher = await DedicatedConnection.OpenAsync(options, 30, default);
        _holder = await DedicatedConnection.OpenAsync(options, 30, default);
        await _connection.ExecuteAsync("CREATE ACCESS METHOD another_heap TYPE TABLE HANDLER heap_tableam_handler");
        if (await _database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_tablespace WHERE spcname = 'elsewhere')")) return;

        // A folder of the server's own: the tests need not know its machine.
        await _connection.ExecuteAsync("SET allow_in_place_tablespaces = on");
        await _connection.ExecuteAsync("CREATE TABLESPACE elsewhere LOCATION ''");
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var connection in new[] { _connection, _watcher, _holder })
            if (connection is not null) await connection.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    /// <summary>Runs the statement on tables that are made anew.</summary>
    internal async Task<RehearsedStatement> ObserveAsync(LockFact fact)
    {
        var connection = _connection!;
        await connection.ExecuteAsync("SET client_min_messages = warning; DROP SCHEMA IF EXISTS app, other CASCADE");
        await connection.ExecuteAsync(LockFacts.Schema);
        if (fact.Before.Length > 0) await connection.ExecuteAsync(fact.Before);

        var observer = new StatementObserver(_watcher!, new LockGate(_holder!), TimeProvider.System);
        var kind = fact.Alone ? ObservedKind.OnItsOwn : ObservedKind.InTransaction;
        if (!fact.Alone) await connection.ExecuteAsync("BEGIN");
        try
        {
            await observer.ObserveAsync(new ObservedStatement("fact", 0, 0, fact.Sql, kind), connection, () => RunAsync(connection, fact.Sql), default);
        }
        finally
        {
            if (!fact.Alone) await connection.ExecuteAsync("ROLLBACK");
        }

        return RehearsalComparison.Of(Assert.Single(observer.Facts));
    }

    /// <summary>"app.orders ACCESS EXCLUSIVE rewrite scan build; app.lines ACCESS SHARE": what a statement did to each table, sequences left out.</summary>
    internal static string InWords(RehearsedStatement statement) => string.Join("; ", statement.Tables
        .Where(table => !table.Table.Name.EndsWith("_seq", StringComparison.Ordinal))
        .Where(table => table.Lock != TableLock.None || table.IsRewritten || table.IsScanned == true || table.IndexesBuilt.Count > 0)
        .Select(table => table.Table + " " + table.Lock.InWords
            + (table.IsRewritten ? " rewrite" : "") + (table.IsScanned == true ? " scan" : "") + (table.IndexesBuilt.Count > 0 ? " build" : "")
            + (statement.Evidence == LockEvidence.Complete && table is { IndexLock: TableLock.AccessExclusive, Lock: < TableLock.AccessExclusive } ? " index ACCESS EXCLUSIVE" : "")));

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        if (sql.StartsWith("COPY", StringComparison.Ordinal))
        {
            using var reader = await connection.BeginTextExportAsync(sql);
            await reader.ReadToEndAsync();
            return;
        }

        await connection.ExecuteAsync(sql);
    }
}

/// <summary>The server of all tests: the one of this machine.</summary>
public sealed class SystemServer : ObservedServer
{
    protected override async Task<EmbeddedServer?> ServerAsync() => await TestPostgres.ServerAsync();
}

/// <summary>The server of the npm package that package.json names.</summary>
public sealed class NpmServer : ObservedServer
{
    private EmbeddedServer? _server;

    /// <summary>Only node_modules.</summary>
    public static PostgresSearch Search { get; } = new() { PostgresBin = null, Path = "", InstallFolders = [], RepositoryFolder = Repository.Root };

    protected override async Task<EmbeddedServer?> ServerAsync() =>
        SkipReason is null ? _server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(Search), CancellationToken.None) : null;

    /// <summary>Null where it is installed.</summary>
    public static string? SkipReason { get; } =
        IsInstalled() ? null : "PostgreSQL 18 is not in node_modules: run `npm install --ignore-scripts` in the repository's folder.";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private static bool IsInstalled()
    {
        try
        {
            return PostgresBinaries.Find(Search).Source == "node_modules";
        }
        catch (PostgresUnavailableException)
        {
            return false;
        }
    }
}

/// <summary>A theory for the server of the npm package.</summary>
public sealed class NpmTheoryAttribute : TheoryAttribute
{
    public NpmTheoryAttribute() => Skip = NpmServer.SkipReason;
}

/// <summary>A fact for the server of the npm package.</summary>
public sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute() => Skip = NpmServer.SkipReason;
}
