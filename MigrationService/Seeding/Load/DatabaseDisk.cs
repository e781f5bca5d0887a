using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>The disk that a database is on, where it can be looked at: on this machine, by a role that may know the place.</summary>
/// <param name="Folder">Where the server keeps the database's files.</param>
/// <param name="Free">Bytes that are free there for others than the system's administrator.</param>
/// <param name="MaxWal">Bytes of write-ahead log that the server may keep between two checkpoints.</param>
internal sealed record DatabaseDisk(string Folder, long Free, long MaxWal)
{
    // pg_settings leaves out what the role may not know, where current_setting would fail.
    private const string Sql =
        """
        SELECT coalesce(nullif(pg_tablespace_location(dattablespace), ''), (SELECT setting FROM pg_settings WHERE name = 'data_directory')),
            pg_size_bytes(current_setting('max_wal_size')), pg_backend_pid()
        FROM pg_database WHERE datname = current_database()
        """;

    /// <summary>Looks; null where that is not possible, as on another machine or in a container.</summary>
    public static async Task<DatabaseDisk?> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!LocalHost.Is(connection.Host ?? "")) return null;

        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || await reader.IsDBNullAsync(0, cancellationToken)) return null;

        var folder = reader.GetString(0);
        return IsOfThisMachine(reader.GetInt32(2)) && FreeAt(folder) is { } free ? new DatabaseDisk(folder, free, reader.GetInt64(1)) : null;
    }

    /// <summary>A forwarded port of a container or another machine is local as well: its process is not, and its folder may be there by chance.</summary>
    private static bool IsOfThisMachine(int serverProcess)
    {
        if (!OperatingSystem.IsLinux()) return true;

        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{serverProcess}/cmdline")).StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long? FreeAt(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
