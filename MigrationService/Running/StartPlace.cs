using System.Globalization;

namespace TradingPlatform.MigrationService;

/// <summary>
/// What the places of <see cref="StartTurn"/> are called. Abstract names ("unix(7)"), which begin with a zero: each exists as long as its socket
/// does, in this network namespace, and on no disk.
/// </summary>
internal static class StartPlace
{
    /// <summary>What such a name has space for, besides the program's name and the number.</summary>
    private const int Longest = 64;

    private static readonly string[] Named = ["Host", "Server", "Port", "Database", "DB"];

    /// <summary>
    /// The parts of the connection string that say which database it is, as they stand there; at most their last 64 characters. Everybody on the machine
    /// can read it. In a URL, and between quotes, a password may be anywhere: all databases that are given so have the same places.
    /// </summary>
    public static string NameOf(string connection)
    {
        if (connection.AsSpan().ContainsAny('"', '\'') || connection.Contains("://", StringComparison.Ordinal)) return "";

        var name = "";
        foreach (var part in connection.Split(';'))
        {
            if (IsNamed(part)) name += "/" + part.Trim();
        }

        return name.Length <= Longest ? name : name[^Longest..];
    }

    /// <summary>The address of one of the places.</summary>
    public static string Address(string name, int place) => "\0TradingPlatform.MigrationService/" + place.ToString(CultureInfo.InvariantCulture) + name;

    private static bool IsNamed(string part)
    {
        var key = part.AsSpan(0, Math.Max(part.IndexOf('='), 0)).Trim();
        foreach (var named in Named)
        {
            if (key.Equals(named, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
