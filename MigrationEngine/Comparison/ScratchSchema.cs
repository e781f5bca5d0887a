using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What migrations build, read from a scratch database in which they were run.</summary>
internal sealed class ScratchSchema : IAsyncDisposable
{
    private readonly ScratchDatabase _database;
    private readonly SchemaMigrator _migrator;

    private ScratchSchema(ScratchDatabase database, SchemaMigrator migrator)
    {
        _database = database;
        _migrator = migrator;
    }

    public string ConnectionString => _database.ConnectionString;

    public static async Task<ScratchSchema> CreateAsync(
        SchemaMigrator live, string? elsewhere, ILogger logger, CancellationToken cancellationToken)
    {
        var database = await ScratchDatabase.CreateAsync(live.Options, elsewhere, logger, live.Time, cancellationToken);
        var options = live.Options with { ConnectionString = database.ConnectionString, Progress = null, HoldsContractions = false };
        return new ScratchSchema(database, new SchemaMigrator(live.CreateContext, options, NullLogger<SchemaMigrator>.Instance, live.Time));
    }

    /// <summary>Runs exactly these migrations: of a database in which one that waits was passed, the same as there.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.MigrationFailed"/>: they do not even build an empty database.</exception>
    public async Task ApplyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var session = await _migrator.BeginAsync(cancellationToken);
        await session.ApplyAsync(ids, cancellationToken);
    }

    public async Task<IReadOnlyList<SchemaObject>> ReadAsync(CatalogReaderOptions options, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await CatalogReader.ReadAsync(connection, options, cancellationToken);
    }

    /// <summary>The names that every migration not yet run takes, also for a while only.</summary>
    public async Task<IReadOnlySet<string>> CollectNamesAsync(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>();
        await using var connection = await OpenAsync(cancellationToken);
        names.UnionWith(await ReadNamesAsync(connection, cancellationToken));
        await using var session = await _migrator.BeginAsync(cancellationToken);
        while ((await session.UpAsync(MigrationTarget.Relative(1), cancellationToken)).Migrations.Count > 0)
            names.UnionWith(await ReadNamesAsync(connection, cancellationToken));
        return names;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        DedicatedConnection.OpenAsync(_migrator.Options, commandTimeout: 60, cancellationToken);

    /// <summary>Relations and types share one space of names: a table is a type, and an index is a relation.</summary>
    private static async Task<List<string>> ReadNamesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            UNION ALL
            SELECT format('%I.%I', n.nspname, t.typname) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND t.typtype IN ('e', 'd', 'c', 'r')
            UNION ALL
            SELECT format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) names.Add(reader.GetString(0));
        return names;
    }
}
