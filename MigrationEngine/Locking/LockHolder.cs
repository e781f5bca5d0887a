using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The database session that holds the migration lock.</summary>
/// <param name="ProcessId">The server process (<c>pg_stat_activity.pid</c>).</param>
/// <param name="Application">Its application name; empty where the session sets none.</param>
/// <param name="Address">Its client address; null over a Unix socket or where the role may not see it.</param>
/// <param name="User">Its database role; null where the role may not see it.</param>
/// <param name="Since">Since when the session exists; null where the role may not see it.</param>
public sealed record LockHolder(int ProcessId, string Application, string? Address, string? User, DateTimeOffset? Since)
{
    /// <summary>The holder in words, for a log line or an error.</summary>
    public override string ToString()
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"pid {ProcessId}") };
        if (Application.Length > 0) parts.Add($"'{Application}'");
        if (User is not null) parts.Add($"as {User}");
        if (Address is not null) parts.Add($"from {Address}");
        else if (Since is not null) parts.Add("on the local socket");
        if (Since is { } since) parts.Add(string.Create(CultureInfo.InvariantCulture, $"since {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        return string.Join(", ", parts);
    }

    /// <summary>From a row of these columns, in their order.</summary>
    internal static LockHolder Read(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4));
}
