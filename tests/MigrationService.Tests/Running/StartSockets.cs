using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationService.Tests.Running;

/// <summary>The sockets with a place's name on this machine, as the kernel lists them.</summary>
internal static partial class StartSockets
{
    private const string Listens = "00010000";

    /// <summary>The places that are taken.</summary>
    public static List<(long Inode, string Name)> Places() => [.. All().Where(socket => socket.Flags == Listens).Select(socket => (socket.Inode, socket.Name))];

    /// <summary>How many wait for who has a place for this database.</summary>
    public static int Waiting(string connection) =>
        All().Count(socket => socket.Flags != Listens && socket.Name.EndsWith(StartPlace.NameOf(connection), StringComparison.Ordinal));

    private static IEnumerable<(long Inode, string Flags, string Name)> All() =>
        Lines().Matches(File.ReadAllText("/proc/net/unix")).Select(line => (long.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture), line.Groups[1].Value, line.Groups[3].Value));

    [GeneratedRegex(@"^\S+ \S+ \S+ (\S+) \S+ \S+ +(\d+) @(TradingPlatform\.MigrationService/.*)$", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
