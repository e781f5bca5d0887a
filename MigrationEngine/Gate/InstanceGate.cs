using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// One process of an application at the version gate: it enters before it serves, beats while it does, and leaves. While it is registered
/// no contraction that it does not tolerate happens; where one has happened it is told so. Never waits behind a running migration.
/// </summary>
/// <param name="name">The application, such as "tradingapi".</param>
/// <param name="version">The application's version.</param>
/// <param name="expiresAfter">How long after a beat it still counts as alive: several times the pause between two beats.</param>
public sealed class InstanceGate(string name, string version, TimeSpan expiresAfter)
{
    /// <summary>What a look at the gate waits for a lock, which nobody holds for long.</summary>
    private const string Limits = "SELECT set_config('lock_timeout', '2s', true), set_config('statement_timeout', '10s', true)";

    private SchemaDefinition? _definition;

    /// <summary>The id under which it is registered.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Registers, where the schema is fit for the context's build; again where the registration had expired.</summary>
    /// <returns>Not sufficient, with the reason, where it is not, or where the database cannot be asked; then nothing is registered.</returns>
    public async Task<SchemaVerdict> EnterAsync(DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            var definition = _definition ??= SchemaDefinition.Of(context);
            await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
            var verdict = await SchemaGate.CheckAsync(definition, lease.Connection, cancellationToken);
            return verdict.IsSufficient ? await RegisterAsync(definition, lease.Connection, verdict, cancellationToken) : verdict;
        }
        catch (Exception exception) when (Explain(exception, context) is { } verdict)
        {
            return verdict;
        }
    }

    /// <summary>Says that the process is alive, and asks whether it still may work.</summary>
    /// <returns>
    /// <see cref="SchemaObstacle.Unreachable"/> where the database could not be asked: the process is no worse off than before. Any other
    /// obstacle means that it must not go on.
    /// </returns>
    public async Task<SchemaVerdict> BeatAsync(DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            var definition = _definition ??= SchemaDefinition.Of(context);
            await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
            await using (var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken))
            {
                await ExecuteAsync(lease.Connection, Limits, cancellationToken);

                // One that has expired counted as dead: it may only come back in the way in which others come.
                var isAlive = await ExecuteAsync(
                    lease.Connection, $"UPDATE migration.instances SET beat_at = clock_timestamp() WHERE id = $1 AND {GateTables.IsAlive}", cancellationToken, Id) == 1;
                if (isAlive)
                {
                    var refused = await RefusalAsync(definition, lease.Connection, cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                    return refused ?? new SchemaVerdict(true, "The instance is registered.");
                }
            }

            return await EnterAsync(context, cancellationToken);
        }
        catch (Exception exception) when (Explain(exception, context) is { } verdict)
        {
            return verdict;
        }
    }

    /// <summary>Takes the registration back. Where that is impossible it expires by itself.</summary>
    public async Task LeaveAsync(DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = await ContextConnection.OpenAsync(context, cancellationToken);
            await ExecuteAsync(lease.Connection, "DELETE FROM migration.instances WHERE id = $1", cancellationToken, Id);
        }
        catch (NpgsqlException)
        {
            // The process ends either way, and who has left expires.
        }
    }

    private async Task<SchemaVerdict> RegisterAsync(
        SchemaDefinition definition, NpgsqlConnection connection, SchemaVerdict verdict, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, Limits, cancellationToken);
        await using (var sharing = new NpgsqlCommand(GateLock.TrySharedSql, connection))
        {
            if (await sharing.ExecuteScalarAsync(cancellationToken) is not true)
                return new SchemaVerdict(false, "The schema is being contracted (`complete`) or reverted (`down`) right now: the start goes on when that is over.") { Obstacle = SchemaObstacle.Contracting };
        }

        await ExecuteAsync(
            connection,
            """
            INSERT INTO migration.instances (id, history_table, name, version, heads, migrations, host, process_id, since, beat_at, expires_after)
            VALUES ($1, $2, $3, $4, string_to_array($5, E'\n'), string_to_array($6, E'\n'), $7, $8, clock_timestamp(), clock_timestamp(), $9)
            ON CONFLICT (id) DO UPDATE SET beat_at = clock_timestamp()
            """,
            cancellationToken,
            Id, definition.History.Key, name, version, string.Join('\n', definition.Graph.Heads), string.Join('\n', BuildRequirement.KnownTo(definition.Graph)),
            Environment.MachineName, Environment.ProcessId, expiresAfter);
        if (await RefusalAsync(definition, connection, cancellationToken) is { } refused) return refused;

        await transaction.CommitAsync(cancellationToken);
        return verdict;
    }

    /// <summary>Null where nothing was contracted that this build does not tolerate.</summary>
    private async Task<SchemaVerdict?> RefusalAsync(SchemaDefinition definition, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT migration_id, (SELECT string_agg(id, ', ') FROM unnest(oldest_build) AS id WHERE id <> ALL (instance.migrations))
            FROM migration.contracted AS contracted JOIN migration.instances AS instance ON instance.id = $1
            WHERE contracted.history_table = $2 AND NOT oldest_build <@ instance.migrations ORDER BY migration_id LIMIT 1
            """,
            connection)
        { Parameters = { new() { Value = Id }, new() { Value = definition.History.Key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;

        return new SchemaVerdict(
            false,
            $"The database has been contracted past this build: {reader.GetString(0)} took away what builds without {reader.GetString(1)} use, and this one ends with {string.Join(" and ", definition.Graph.Heads)}. Deploy a newer build.")
        { Obstacle = SchemaObstacle.Contracted };
    }

    private static SchemaVerdict? Explain(Exception exception, DbContext context) => exception switch
    {
        MigrationException refused => new SchemaVerdict(false, refused.Message) { Obstacle = SchemaObstacle.Unreachable },
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => new SchemaVerdict(
            false,
            $"The role of the connection string may not register in the version gate: as the owner run {GrantSql(context)}.") { Obstacle = SchemaObstacle.NoRights },
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } => new SchemaVerdict(
            false, "The database has no version gate yet (table migration.instances): run the MigrationService.") { Obstacle = SchemaObstacle.Behind },
        NpgsqlException failed => new SchemaVerdict(false, DatabaseFailure.Describe(failed, context.Database.GetConnectionString())) { Obstacle = SchemaObstacle.Unreachable },
        _ => null,
    };

    private static string GrantSql(DbContext context)
    {
        var role = Sql.Identifier(new NpgsqlConnectionStringBuilder(context.Database.GetConnectionString()).Username ?? Environment.UserName);
        return $"GRANT USAGE ON SCHEMA migration TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA migration TO {role}; GRANT INSERT, UPDATE, DELETE ON migration.instances TO {role}";
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
