using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TradingPlatform.ServiceDefaults;

/// <summary>The outermost boundary of a service: every failure ends here, as one sentence and an exit code.</summary>
public static class ServiceRunner
{
    /// <summary>
    /// Runs the host until it is asked to stop. A failure is written to the standard error as one sentence; its stack trace appears only
    /// in the log, at debug level.
    /// </summary>
    /// <returns>The process's exit code: a <see cref="ServiceExitCode"/>.</returns>
    public static async Task<int> RunServiceAsync(this IHost host, CancellationToken cancellationToken = default)
    {
        await using var owned = new HostOwner(host);
        try
        {
            await host.StartAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
            if (host.Services.GetService<StartupState>()?.Refusal is { } refusal) throw refusal;
            return (int)ServiceExitCode.Success;
        }
        catch (OperationCanceledException) when (IsStopping(host, cancellationToken))
        {
            return (int)ServiceExitCode.Success;
        }
        catch (Exception exception)
        {
            var (code, sentence) = Describe(exception);
            Log.ServiceFailed(host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceRunner)), exception);
            await Console.Error.WriteLineAsync(sentence);
            return (int)code;
        }
    }

    private static bool IsStopping(IHost host, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
        || host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    private static (ServiceExitCode Code, string Sentence) Describe(Exception exception) => exception switch
    {
        StartupRefusedException refused => (refused.ExitCode, refused.Message),
        OptionsValidationException invalid => (ServiceExitCode.Configuration, string.Join(' ', invalid.Failures)),
        IOException { InnerException: AddressInUseException } => (
            ServiceExitCode.Configuration,
            "The address to listen on is taken by another process: stop that process, or choose another one with ASPNETCORE_URLS."),
        _ => (
            ServiceExitCode.Unexpected,
            $"The service stopped because of an unexpected {exception.GetType().Name}: {exception.Message} "
            + "Set Logging__LogLevel__TradingPlatform=Debug to see where."),
    };

    /// <summary>Disposes a host in the way that it prefers.</summary>
    private readonly struct HostOwner(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (host is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                host.Dispose();
        }
    }
}
