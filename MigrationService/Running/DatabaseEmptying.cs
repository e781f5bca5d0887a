using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Drops everything in a database in one transaction, so that a reset that is cut off has either dropped all of it or nothing. The
/// database itself stays, with its owner, its rights, and the extensions that somebody with more rights installed in public.
/// </summary>
internal static class DatabaseEmptying
{
    private const string Drops =
        """
        WITH extension_member AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
        SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace n
        WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
            AND NOT EXISTS (SELECT FROM extension_member WHERE classid = 'pg_namespace'::regclass AND objid = n.oid)
        UNION ALL
        SELECT format('DROP %s IF EXISTS public.%I CASCADE', CASE relkind
            WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END, relname)
        FROM pg_class c
        WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype IN ('e', 'a', 'i'))
        UNION ALL
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure) FROM pg_proc p
        WHERE pronamespace = to_regnamespace('public') AND NOT EXISTS (SELECT FROM extension_member WHERE classid = 'pg_proc'::regclass AND objid = p.oid)
        UNION ALL
        SELECT format('DROP %s IF EXISTS public.%I CASCADE', CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, typname)
        FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
        WHERE typnamespace = to_regnamespace('public') AND (typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
            AND NOT EXISTS (SELECT FROM extension_member WHERE classid = 'pg_type'::regclass AND objid = t.oid)
        """;

    /// <summary>How many tables there are, for the question.</summary>
    public static async Task<long> CountTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_tables WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: others use the tables, or they belong to another role.</exception>
    public static async Task RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            var statements = await ReadAsync(connection, cancellationToken);
            foreach (var statement in statements.Prepend("SET LOCAL lock_timeout = '10s'; SET LOCAL client_min_messages = warning"))
            {
#pragma warning disable CA2100 // Written by the server itself, names quoted.
                await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            throw new MigrationException(
                MigrationExitCode.Refused, "Other sessions are using the tables: stop the applications and run it again. Nothing was dropped.", exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new MigrationException(
                MigrationExitCode.Refused, $"Something here belongs to another role ({exception.MessageText}): nothing was dropped.", exception);
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var statements = new List<string>();
        await using var command = new NpgsqlCommand(Drops, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) statements.Add(reader.GetString(0));
        return statements;
    }
}
