using Npgsql;
using TradingPlatform.EmbeddedPostgres;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>
/// A server that belongs to the tests of throttles alone, because its log, its replicas and its autovacuum are everybody's on it: with a
/// quick autovacuum, and where a test wants one, a streaming replica.
/// </summary>
public sealed class ThrottledServer : IAsyncLifetime
{
    private EmbeddedServer? _server;
    private int? _replicaPort;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _server = await EmbeddedServer.StartAsync(EmbeddedServerOptions.ForTests(TestPostgres.Search), CancellationToken.None);
        await ExecuteAsync(Connection(), "ALTER SYSTEM SET autovacuum = on", "ALTER SYSTEM SET autovacuum_naptime = '1s'", "SELECT pg_reload_conf()");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_replicaPort is not null) await ShellAsync("pg_ctl stop -D ../replica -m immediate -s");
        await _server!.DisposeAsync();
    }

    /// <summary>
    /// A database with orders, each of which takes its time: batches of three for long enough to be looked at. Not vacuumed by the server
    /// itself, unless a test wants it.
    /// </summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var database = await BackfillScene.CreateOnAsync(_server!);
        await database.ExecuteAsync(BackfillScene.Orders(900));
        await database.ExecuteAsync(
            """
            ALTER TABLE work.orders SET (autovacuum_enabled = off);
            CREATE FUNCTION work.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.002); RETURN NEW; END $$;
            CREATE TRIGGER slow BEFORE UPDATE ON work.orders FOR EACH ROW EXECUTE FUNCTION work.slow();
            """);
        return database;
    }

    /// <summary>A replica that streams: a copy of the running server, made and started by the server's own account.</summary>
    /// <returns>A connection string of the replica.</returns>
    public async Task<string> StartReplicaAsync()
    {
        var port = LoopbackPort.FindFree();
        _replicaPort = port;
        var source = new NpgsqlConnectionStringBuilder(_server!.ConnectionString("postgres"));
        await using (var connection = new NpgsqlConnection(Connection()))
        {
            // The backup lasts as long as the session that began it.
            await connection.OpenAsync();
            await connection.ExecuteAsync("SELECT pg_backup_start('replica', true)");
            await ShellAsync("mkdir -m 700 ../replica && cp -R . ../replica && rm -rf ../replica/postmaster.pid ../replica/pg_wal/* && mkdir ../replica/pg_wal/archive_status && touch ../replica/standby.signal");
            await connection.ExecuteAsync(
                "COPY (SELECT labelfile FROM pg_backup_stop(false)) TO PROGRAM $$sed 's/\\\\n/\\n/g' > ../replica/backup_label$$");
        }

        await ShellAsync(
            $"printf \"port = {port}\\nprimary_conninfo = 'host=127.0.0.1 port={source.Port} user={source.Username} password={source.Password}'\\nunix_socket_directories = ''\\n\" >> ../replica/postgresql.auto.conf");
        await ShellAsync("pg_ctl start -D ../replica -l ../replica.log -w -t 30 -s");
        return new NpgsqlConnectionStringBuilder(Connection()) { Port = port }.ConnectionString;
    }

    private string Connection() => new NpgsqlConnectionStringBuilder(_server!.ConnectionString("postgres")) { Pooling = false }.ConnectionString;

    /// <summary>In the data folder, as the server's account, with the server's own programs.</summary>
    private Task ShellAsync(string command) =>
        ExecuteAsync(Connection(), $"COPY (SELECT 1) TO PROGRAM $shell$PATH='{_server!.Binaries.Folder}':$PATH; cat > /dev/null; {command}$shell$");

    private static async Task ExecuteAsync(string connectionString, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        foreach (var statement in statements) await connection.ExecuteAsync(statement);
    }
}
