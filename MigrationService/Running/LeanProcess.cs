using System.Collections;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationService;

/// <summary>
/// A verb without a host: variables, plain log lines, signals. A host costs a run more than its SQL does. It looks the same from outside.
/// </summary>
internal sealed class LeanProcess : VerbProcess
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _signals;

    public LeanProcess(string verb)
    {
        Configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        EnvironmentName = PlainEnvironment.NameOf(Configuration["DOTNET_ENVIRONMENT"]);
        Loggers = new LineLoggerFactory(verb == "worker" ? Console.OpenStandardOutput() : Console.OpenStandardError(), TimeProvider.System);
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Stop),
        ];
    }

    public override IConfiguration Configuration { get; }

    public override string EnvironmentName { get; }

    public override ILoggerFactory Loggers { get; }

    public override CancellationToken Stopping => _stopping.Token;

    /// <summary>Whether nothing is asked for that only the host has: telemetry, log settings, configuration files, colours, a parent's pipe.</summary>
    public static bool IsEnough()
    {
        // Colours and progress are for who watches, and who watches does not count milliseconds.
        if (!Console.IsOutputRedirected || !Console.IsErrorRedirected) return false;

        var environment = Environment.GetEnvironmentVariables();
        foreach (DictionaryEntry variable in environment)
        {
            if (PlainEnvironment.IsUnusual((string)variable.Key, (string?)variable.Value)) return false;
        }

        return environment["STOP_WHEN_STDIN_CLOSES"] is null
            && !PlainEnvironment.HasFiles(AppContext.BaseDirectory, PlainEnvironment.NameOf((string?)environment["DOTNET_ENVIRONMENT"]));
    }

    public override void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        Loggers.Dispose();
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        // The verb ends in its own time: it rolls back first.
        signal.Cancel = true;
        _stopping.Cancel();
    }
}
