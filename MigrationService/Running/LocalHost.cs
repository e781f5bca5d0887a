using System.Net;

namespace TradingPlatform.MigrationService;

/// <summary>Whether a connection stays on this machine.</summary>
internal static class LocalHost
{
    /// <param name="hosts">Npgsql's host: a name, an address, a folder of a socket, or several with commas between them.</param>
    public static bool Is(string hosts) => hosts.Split(',').Select(host => host.Trim()).All(IsOne);

    private static bool IsOne(string host)
    {
        if (host.StartsWith('/') || host.StartsWith('@') || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return true;

        // "127.0.0.1:5433" and "[::1]:5433" are hosts too.
        return IPEndPoint.TryParse(host, out var endpoint) && IPAddress.IsLoopback(endpoint.Address)
            || host.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase);
    }
}
