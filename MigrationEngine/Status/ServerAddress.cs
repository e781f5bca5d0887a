using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Where a connection string says that the server is, in words.</summary>
public static class ServerAddress
{
    /// <summary>The host and its port. Of several hosts each, and each with its own port where it has one.</summary>
    /// <param name="target">The connection string.</param>
    public static string Of(NpgsqlConnectionStringBuilder target)
    {
        var port = target.Port.ToString(CultureInfo.InvariantCulture);
        return string.Join(", ", (target.Host ?? "").Split(',').Select(host => HasPort(host) ? host.Trim() : $"{host.Trim()}:{port}"));
    }

    /// <summary>An IPv6 address without brackets has several colons, and no port.</summary>
    private static bool HasPort(string host) => host.Contains("]:", StringComparison.Ordinal) || (!host.Contains(']') && host.Count(character => character == ':') == 1);
}
