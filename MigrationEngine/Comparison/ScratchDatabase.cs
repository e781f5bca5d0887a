using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A database of its own beside the live one, empty or a copy of it, dropped when disposed. Its maker holds an advisory lock for as long as it lives:
/// a scratch database without that lock belongs to a run that was killed, and the next one drops it.
/// </summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string Prefix = "migration_scratch_";

    /// <summary>The first half of the lock's key: "TPsc" in ASCII. The second is a hash of the database's name.</summary>
    private const int LockSpace = 0x54507363;

    private const int CommandTimeout = 120;

    private readonly NpgsqlConnection _owner;
    private readonly string _name;
    private readonly ILogger _logger;

    private ScratchDatabase(NpgsqlConnection owner, string name, string connectionString, ILogger logger)
    {
        _owner = owner;
        _name = name;
        _logger = logger;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <param name="options">The live database, on whose server the scratch database is made.</param>
    /// <param name="elsewhere">Another server to make it on; null for the same.</param>
    /// <param name="logger">Where leftovers are told.</param>
    /// <param name="time">The clock of the name.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseUnavailable"/>: it may not or cannot be made there.</exception>
    public static Task<ScratchDatabase> CreateAsync(
        MigrationEngineOptions options, string? elsewhere, ILogger logger, TimeProvider time, CancellationToken cancellationToken) =>
        CreateAsync(options, elsewhere, asCopy: false, logger, time, cancellationToken);

    /// <summary>Copies the live database with its rows, on its own server, where nobody else is connected to it.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseUnavailable"/>: it may not or cannot be copied.</exception>
    public static Task<ScratchDatabase> CopyAsync(MigrationEngineOptions options, ILogger logger, TimeProvider time, CancellationToken cancellationToken) =>
        CreateAsync(options, elsewhere: null, asCopy: true, logger, time, cancellationToken);

    private static async Task<ScratchDatabase> CreateAsync(
        MigrationEngineOptions options, string? elsewhere, bool asCopy, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var target = new NpgsqlConnectionStringBuilder(elsewhere ?? options.ConnectionString);
        if (string.IsNullOrEmpty(target.Database)) target.Database = "postgres";

        var source = target.Database;
        var timeout = asCopy ? 0 : CommandTimeout;
        var owner = await DedicatedConnection.OpenAsync(options with { ConnectionString = target.ConnectionString }, timeout, cancellationToken);
        var name = $"{Prefix}{Guid.CreateVersion7(time.GetUtcNow()):N}";
        target.Database = name;
        target.Pooling = false;

        // Nothing in it is worth a flush to disk.
        target.Options = $"{target.Options} -c synchronous_commit=off".TrimStart();
        var scratch = new ScratchDatabase(owner, name, target.ConnectionString, logger);
        try
        {
            await scratch.DropLeftoversAsync(cancellationToken);
            await scratch.CreateAsync(asCopy ? source : null, sameServer: elsewhere is null, cancellationToken);
            return scratch;
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            await scratch.DisposeAsync();
            throw Unavailable(exception, owner);
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    /// <summary>Drops it, also while the run is being cancelled. Where that fails, the next run does it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {Sql.Identifier(_name)} WITH (FORCE)", CancellationToken.None);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            _logger.ScratchLeft(exception, _name);
        }

        await _owner.DisposeAsync();
    }

    private async Task CreateAsync(string? source, bool sameServer, CancellationToken cancellationToken)
    {
        await using (var hold = new NpgsqlCommand("SELECT pg_advisory_lock($1, hashtext($2))", _owner))
        {
            hold.Parameters.Add(new NpgsqlParameter { Value = LockSpace });
            hold.Parameters.Add(new NpgsqlParameter { Value = _name });
            await hold.ExecuteNonQueryAsync(cancellationToken);
        }

        var template = source is null ? $"template0{await LocaleAsync(sameServer, cancellationToken)}" : Sql.Identifier(source);
        await ExecuteAsync($"CREATE DATABASE {Sql.Identifier(_name)} TEMPLATE {template}", cancellationToken);
    }

    /// <summary>The live database's, where it is certain that the server has it: defaults and indexes may depend on it.</summary>
    private async Task<string> LocaleAsync(bool sameServer, CancellationToken cancellationToken)
    {
        if (!sameServer) return "";

        // Through JSON because PostgreSQL 14 has no column for the provider.
        await using var command = new NpgsqlCommand(
            """
            SELECT format(' ENCODING %L', pg_encoding_to_char(encoding)) || CASE WHEN coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c'
                THEN format(' LC_COLLATE %L LC_CTYPE %L', datcollate, datctype) ELSE '' END
            FROM pg_database d WHERE datname = current_database()
            """,
            _owner);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task DropLeftoversAsync(CancellationToken cancellationToken)
    {
        var leftovers = new List<string>();
        await using (var command = new NpgsqlCommand(
            $"""
            SELECT datname::text FROM pg_database d
            WHERE datname ~ '^{Prefix}[0-9a-f]{"{32}"}$' AND pg_has_role(datdba, 'USAGE') AND NOT EXISTS (
                SELECT FROM pg_locks l
                WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.classid = $1::int8::oid
                    AND l.objid::int8 = hashtext(d.datname::text)::int8 & 4294967295)
            """,
            _owner))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (long)LockSpace });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken)) leftovers.Add(reader.GetString(0));
        }

        foreach (var leftover in leftovers)
        {
            await ExecuteAsync($"DROP DATABASE IF EXISTS {Sql.Identifier(leftover)} WITH (FORCE)", cancellationToken);
            _logger.ScratchDropped(leftover);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _owner);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static MigrationException Unavailable(NpgsqlException exception, NpgsqlConnection owner)
    {
        var server = new NpgsqlConnectionStringBuilder(owner.ConnectionString);
        var address = ServerAddress.Of(server);
        var reason = exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
                $"the user '{server.Username}' may not create a database on {address}: grant it CREATEDB, or name a server with --scratch where one may be created",
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
                $"{address} is a read-only replica: name a server with --scratch where a database may be created",
            PostgresException { SqlState: PostgresErrorCodes.ObjectInUse } =>
                $"PostgreSQL copies only a database to which nobody else is connected, and others are connected to '{server.Database}': copy it with pg_dump, or rehearse on a copy of your own",
            PostgresException other => $"PostgreSQL at {address} answered: {other.MessageText} ({other.SqlState})",
            _ => $"the connection to {address} was lost",
        };
        return new MigrationException(MigrationExitCode.DatabaseUnavailable, $"No scratch database could be made, because {reason}.", exception);
    }
}
