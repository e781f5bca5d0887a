using System.Runtime.InteropServices;

namespace TradingPlatform.Testing;

/// <summary>SIGINT, which .NET cannot send.</summary>
internal static class InterruptSignal
{
    private const int SigInt = 2;
    private const nint Default = 0;
    private const nint Ignore = 1;

    public static void Send(int process) => _ = Kill(process, SigInt);

    /// <summary>
    /// A shell starts its background jobs with SIGINT ignored, and a process inherits that: test runs that were started so could not
    /// interrupt anything. Undone here, before a process is started.
    /// </summary>
    public static void EnsureDefault()
    {
        if (OperatingSystem.IsWindows())
            return;

        var before = Handle(SigInt, Default);
        if (before != Ignore)
            Handle(SigInt, before);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint Handle(int signal, nint handler);
}
