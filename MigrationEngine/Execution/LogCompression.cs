using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Compresses what the session writes to the server's log: a large index is logged page by page as fast as it is written, a change of every row
/// logs every page anew after each checkpoint, and requests wait for the disk that no lock is in the way of.
/// </summary>
/// <remarks>docs/decisions/0027-bulk-changes-compress-their-log.md</remarks>
internal static class LogCompression
{
    /// <summary>The version whose compression is quick enough (lz4), and in which a role that is no superuser may be granted it.</summary>
    public const int FirstVersion = 15;

    /// <summary>In bytes. What a smaller table's change logs is written before anybody notices.</summary>
    public const long LargeTable = 64 << 20;

    /// <summary>
    /// A statement, since PostgreSQL 15. Changes nothing where somebody has chosen a compression, where the server was built without lz4, and
    /// where the role may not.
    /// </summary>
    public const string Sql =
        """
        SELECT CASE WHEN current_setting('wal_compression') = 'off' AND has_parameter_privilege('wal_compression', 'SET')
            AND EXISTS (SELECT FROM pg_settings WHERE name = 'wal_compression' AND 'lz4' = ANY (enumvals))
            THEN set_config('wal_compression', 'lz4', false) END
        """;

    public static async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < FirstVersion) return;

        await using var command = new NpgsqlCommand(Sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
