using System.Runtime.InteropServices;
using System.Text;

namespace TradingPlatform.MigrationService;

/// <summary>
/// A stream socket with an abstract name ("unix(7)"), of Linux only. A start that has to wait for another one loads nothing of System.Net for it.
/// </summary>
internal sealed partial class LocalSocket : IDisposable
{
    private const int None = -1;
    private const int Unix = 1;
    private const int Stream = 1;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int NoSignal = 0x4000;
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const short Readable = 1;
    private const int AddressInUse = 98;

    private int _handle;

    private LocalSocket(int handle) => _handle = handle;

    /// <summary>The user that this process acts for.</summary>
    public static uint OwnUser { get; } = EffectiveUser();

    /// <summary>Takes a name, for as long as the socket lives. Null where it is taken.</summary>
    /// <param name="name">The name, with its zero.</param>
    /// <param name="isRefused">Whether the system refuses such sockets, or such a name.</param>
    public static LocalSocket? Listen(string name, out bool isRefused)
    {
        var socket = new LocalSocket(Open(Unix, Stream | NonBlocking | CloseOnExec, protocol: 0));
        var address = AddressOf(name);
        isRefused = socket._handle < 0;
        if (!isRefused && Bind(socket._handle, address, address.Length) == 0 && Listen(socket._handle, short.MaxValue) == 0) return socket;

        isRefused = isRefused || Marshal.GetLastPInvokeError() != AddressInUse;
        socket.Dispose();
        return null;
    }

    /// <summary>Connects to who has a name. Null where nobody has it, or it takes no more.</summary>
    public static LocalSocket? Connect(string name)
    {
        var socket = new LocalSocket(Open(Unix, Stream | NonBlocking | CloseOnExec, protocol: 0));
        var address = AddressOf(name);
        if (socket._handle >= 0 && Connect(socket._handle, address, address.Length) == 0) return socket;

        socket.Dispose();
        return null;
    }

    /// <summary>The next of those who have connected; null where there is none.</summary>
    public LocalSocket? Accept() => Accept(_handle, 0, 0, NonBlocking | CloseOnExec) is >= 0 and var handle ? new LocalSocket(handle) : null;

    /// <summary>Who listens at the other end, by the kernel's word. The process is 0 where this one cannot see it, as in another container.</summary>
    public (int Process, uint User)? Peer()
    {
        var credentials = new int[3];
        var length = sizeof(int) * credentials.Length;
        var isKnown = Option(_handle, SocketLevel, PeerCredentials, credentials, ref length) == 0 && length == sizeof(int) * credentials.Length;
        return isKnown ? (credentials[0], (uint)credentials[1]) : null;
    }

    /// <summary>Sends; who has gone gets nothing.</summary>
    public void Send(byte[] message) => _ = Send(_handle, message, message.Length, NoSignal);

    /// <summary>What comes, once something does. Empty where the other end has gone, or nothing comes in time.</summary>
    public byte[] Receive(TimeSpan patience)
    {
        var message = new byte[256];
        var poll = new Polled { Handle = _handle, Events = Readable };
        if (Poll(ref poll, 1, (int)Math.Max(patience.TotalMilliseconds, 0)) <= 0) return [];

        return Receive(_handle, message, message.Length, 0) is > 0 and var length ? message[..(int)length] : [];
    }

    /// <summary>Closes it. The kernel does it for a process that is killed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _handle, None) is >= 0 and var handle) _ = Close(handle);
    }

    private static byte[] AddressOf(string name) => [.. BitConverter.GetBytes((short)Unix), .. Encoding.UTF8.GetBytes(name)];

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Open(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Bind(int socket, byte[] address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Listen(int socket, int backlog);

    [LibraryImport("libc", EntryPoint = "connect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Connect(int socket, byte[] address, int length);

    [LibraryImport("libc", EntryPoint = "accept4")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Accept(int socket, nint address, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Option(int socket, int level, int name, int[] value, ref int length);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Poll(ref Polled poll, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "send")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Send(int socket, byte[] message, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Receive(int socket, [Out] byte[] message, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Close(int socket);

    private struct Polled
    {
        public int Handle;
        public short Events;
        public short Returned;
    }
}
