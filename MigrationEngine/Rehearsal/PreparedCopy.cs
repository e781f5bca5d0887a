using System.Security.Cryptography;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Makes sure that a prepared copy is not the database that it is a copy of: a rehearsal migrates it.</summary>
internal static class PreparedCopy
{
    /// <summary>In seconds.</summary>
    private const int Timeout = 30;

    /// <summary>
    /// Asked of PostgreSQL and not of the names: a host has many, and a copy of the files has the same system identifier. A lock on a random
    /// number, taken in the original, is seen in the copy if the two are one.
    /// </summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>.</exception>
    public static async Task RefuseTheOriginalAsync(MigrationEngineOptions original, string copy, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetInt32(int.MaxValue);
        await using var first = await DedicatedConnection.OpenAsync(original, Timeout, cancellationToken);
        await using var second = await DedicatedConnection.OpenAsync(original with { ConnectionString = copy }, Timeout, cancellationToken);
        try
        {
            // In a transaction that stays open: a pooler may change the session between two.
            await using var transaction = await first.BeginTransactionAsync(cancellationToken);
            await using var take = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1, $1)", first) { Parameters = { new() { Value = key } } };
            await take.ExecuteNonQueryAsync(cancellationToken);
            await using var look = new NpgsqlCommand(
                """
                SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND classid::int8 = $1 AND objid::int8 = $1
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                """,
                second)
            {
                Parameters = { new() { Value = (long)key } },
            };
            if ((bool)(await look.ExecuteScalarAsync(cancellationToken))!)
            {
                throw new MigrationException(
                    MigrationExitCode.Refused,
                    "The prepared copy is the database itself, which a rehearsal would migrate: name another database, or let a copy be made.");
            }
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MigrationException(MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, connectionString: null), exception);
        }
    }
}
