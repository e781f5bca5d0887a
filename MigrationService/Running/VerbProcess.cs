using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationService;

/// <summary>What a verb has around it: configuration, a log, and the wish of others that it stop.</summary>
internal abstract class VerbProcess : IDisposable
{
    public abstract IConfiguration Configuration { get; }

    /// <summary>Development, Production, or what else <c>DOTNET_ENVIRONMENT</c> says.</summary>
    public abstract string EnvironmentName { get; }

    public bool IsDevelopment => EnvironmentName.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase);

    public abstract ILoggerFactory Loggers { get; }

    /// <summary>Cancelled when a signal, or a parent, asks the process to end.</summary>
    public abstract CancellationToken Stopping { get; }

    /// <summary>The lean one where it does everything that is asked for, else the host.</summary>
    public static VerbProcess Of(string verb, bool verbose) =>
        !verbose && LeanProcess.IsEnough() ? new LeanProcess(verb) : new HostedProcess(verb, verbose);

    public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the last traces on their way, in a bounded time.</summary>
    public virtual Task StopAsync() => Task.CompletedTask;

    public abstract void Dispose();
}
