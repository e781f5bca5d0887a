using System.Runtime.InteropServices;

namespace TradingPlatform.AppHost;

/// <summary>The embedded engine as a program: command line in, exit code out.</summary>
internal static class EmbeddedHost
{
    /// <param name="arguments">The command line.</param>
    /// <param name="reason">Why this engine runs, for the first line.</param>
    public static async Task<int> RunAsync(string[] arguments, string reason)
    {
        var log = ConsoleLog.ForThisTerminal();
        EmbeddedOptions options;
        try
        {
            options = EmbeddedOptions.Parse(arguments);
        }
        catch (AppHostException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }

        if (options.ShowHelp)
        {
            log.Block(EmbeddedOptions.Help);
            return 0;
        }

        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        log.Say($"The embedded engine runs: {reason}");
        return await new EmbeddedEngine(options, log).RunAsync(stop.Token);
    }
}
