using System.Runtime.InteropServices;
using System.Text;

namespace TradingPlatform.MigrationService;

/// <summary>
/// A place among the starts for one database that work at the same time on this machine. There are as many as processors, and at least two:
/// replicas that start together do not take the processors from each other and from the one that migrates, which keeps its place. It sets the
/// pace and nothing else: who gets no place in time goes on without.
/// </summary>
/// <remarks>docs/decisions/0031-starts-of-one-machine-take-turns.md</remarks>
internal sealed partial class StartTurn : IDisposable
{
    private const int UnixSocket = 1;
    private const int Datagram = 2;
    private const int CloseOnExec = 0x80000;
    private const int AddressInUse = 98;
    private const int None = -1;

    /// <summary>Enough for eight starts, one after another, on a slow processor.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Who waits for a place leaves the processors to those who have one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private int _socket;

    private StartTurn(int socket) => _socket = socket;

    /// <summary>How many work at the same time.</summary>
    public static int Places { get; } = Math.Max(Environment.ProcessorCount, 2);

    /// <summary>Waits for a place, two seconds at most. Without one where the system has no such places (other than Linux) or refuses them.</summary>
    /// <param name="database">The connection string.</param>
    public static StartTurn Take(string database)
    {
        if (!OperatingSystem.IsLinux()) return new StartTurn(None);

        var name = StartPlace.NameOf(database);
        var socket = Open(UnixSocket, Datagram | CloseOnExec, protocol: 0);
        var start = Environment.TickCount64;
        while (socket >= 0 && !IsSettled(socket, name) && Environment.TickCount64 - start < Patience.TotalMilliseconds) Thread.Sleep(Pause);
        return new StartTurn(socket);
    }

    /// <summary>Gives the place to the next. The kernel does it for a process that is killed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _socket, None) is >= 0 and var socket) _ = Close(socket);
    }

    /// <summary>Whether a place was free, or there are none to wait for.</summary>
    private static bool IsSettled(int socket, string name)
    {
        for (var place = 0; place < Places; place++)
        {
            byte[] address = [.. BitConverter.GetBytes((short)UnixSocket), .. Encoding.UTF8.GetBytes(StartPlace.Address(name, place))];
            if (Bind(socket, address, address.Length) == 0 || Marshal.GetLastPInvokeError() != AddressInUse) return true;
        }

        return false;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Open(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Bind(int socket, byte[] address, int length);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Close(int socket);
}
