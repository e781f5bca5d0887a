using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The tables of the version gate: who uses the schema (<c>migration.instances</c>), and whom it has left behind (<c>migration.contracted</c>).</summary>
internal static class GateTables
{
    /// <summary>Under the migration lock only.</summary>
    internal const string CreateSql =
        """
        CREATE TABLE IF NOT EXISTS migration.instances (
            id uuid NOT NULL CONSTRAINT pk_instances PRIMARY KEY,
            history_table text NOT NULL,
            name text NOT NULL,
            version text NOT NULL,
            heads text[] NOT NULL,
            migrations text[] NOT NULL,
            host text NOT NULL,
            process_id integer NOT NULL,
            since timestamptz NOT NULL,
            beat_at timestamptz NOT NULL,
            expires_after interval NOT NULL);
        CREATE TABLE IF NOT EXISTS migration.contracted (
            history_table text NOT NULL,
            migration_id text NOT NULL,
            oldest_build text[] NOT NULL,
            contracted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT pk_contracted PRIMARY KEY (history_table, migration_id));
        CREATE TABLE IF NOT EXISTS migration.first_runs (
            history_table text NOT NULL CONSTRAINT pk_first_runs PRIMARY KEY,
            begun_at timestamptz NOT NULL DEFAULT clock_timestamp());
        """;

    internal const string IsAlive = "beat_at + expires_after > clock_timestamp()";

    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CreateSql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The living instances of one history table.</summary>
    public static async Task<IReadOnlyList<ApplicationInstance>> ReadAliveAsync(
        NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken)
    {
        // Arrays as text: the first array that the driver reads sets up its mapping of every array.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT id, name, version, array_to_string(heads, E'\n'), host, process_id, since, beat_at, beat_at + expires_after, array_to_string(migrations, E'\n')
            FROM migration.instances WHERE history_table = $1 AND {IsAlive} ORDER BY name, since, id
            """,
            connection)
        { Parameters = { new() { Value = history.Key } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var instances = new List<ApplicationInstance>();
        while (await reader.ReadAsync(cancellationToken))
        {
            instances.Add(new ApplicationInstance(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Lines(reader.GetString(3)), reader.GetString(4), reader.GetInt32(5),
                reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetFieldValue<DateTimeOffset>(8))
            { Migrations = Lines(reader.GetString(9)).ToHashSet() });
        }

        return instances;
    }

    /// <summary>The same where the tables may not be there, or not be readable: then nobody is known.</summary>
    public static async Task<IReadOnlyList<ApplicationInstance>> TryReadAliveAsync(
        NpgsqlConnection connection, HistoryTable history, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAliveAsync(connection, history, cancellationToken);
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InsufficientPrivilege)
        {
            return [];
        }
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('\n');
}
