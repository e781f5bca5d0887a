using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The advisory lock between instances that register (shared, for one short transaction) and a contraction (exclusive, from the look at
/// the instances to its commit): what registers is seen by the contraction, or sees what it contracted.
/// </summary>
internal static class GateLock
{
    /// <summary>The key: "TPgate" in ASCII.</summary>
    public const long Key = 0x545067617465;

    /// <summary>True where nobody contracts. Ends with the transaction.</summary>
    public static readonly string TrySharedSql = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_try_advisory_xact_lock_shared({Key})");

    private static readonly string AcquireSql = string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = '10s'; SELECT pg_advisory_lock({Key}); RESET lock_timeout");

    private static readonly string ReleaseSql = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_unlock({Key})");

    /// <summary>Waits for registrations that are under way, each of which is over in a moment; those that begin meanwhile are turned away.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.LockNotAcquired"/>.</exception>
    public static async Task AcquireAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(AcquireSql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await using var reset = new NpgsqlCommand("RESET lock_timeout", connection);
            await reset.ExecuteNonQueryAsync(cancellationToken);
            throw new MigrationException(
                MigrationExitCode.LockNotAcquired,
                "An application has been registering for more than 10 seconds: end its transaction (`blockers` names it), and try again.",
                exception);
        }
    }

    public static async Task ReleaseAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(ReleaseSql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
