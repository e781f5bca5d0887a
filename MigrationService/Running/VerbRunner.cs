using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Starts the host, runs one verb, stops the host. Every failure ends here: one sentence on standard error and an exit code.</summary>
internal static class VerbRunner
{
    public static async Task<int> RunAsync(
        ParseResult arguments,
        string verb,
        Func<VerbContext, CancellationToken, Task<MigrationExitCode>> body,
        CancellationToken cancellationToken)
    {
        using var host = VerbHost.Build(verb, arguments.GetValue(CommonOptions.Verbose));
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(ServiceTelemetry.Name);
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        MigrationExitCode exitCode;
        try
        {
            await host.StartAsync(stop.Token);
            exitCode = await RunAsync(host, arguments, verb, body, stop.Token);
        }
        catch (Exception exception)
        {
            (exitCode, var sentence) = Describe(exception, stop.Token);
            Log.VerbFailed(logger, exception, verb);
            await Console.Error.WriteLineAsync(sentence);
            if (arguments.GetValue(CommonOptions.Json)) JsonOutput.WriteFailure(exitCode, sentence);
        }

        // Not cancellable: the last traces leave here, in a bounded time.
        await host.StopAsync(CancellationToken.None);
        return (int)exitCode;
    }

    private static async Task<MigrationExitCode> RunAsync(
        IHost host,
        ParseResult arguments,
        string verb,
        Func<VerbContext, CancellationToken, Task<MigrationExitCode>> body,
        CancellationToken cancellationToken)
    {
        using var activity = ServiceTelemetry.Source.StartActivity($"migrations {verb}");
        try
        {
            var context = new VerbContext(host.Services, verb, VerbSettings.Of(arguments));
            var exitCode = await body(context, cancellationToken);
            activity?.SetTag("process.exit.code", (int)exitCode);
            return exitCode;
        }
        catch (Exception exception)
        {
            var (exitCode, sentence) = Describe(exception, cancellationToken);
            activity?.SetTag("process.exit.code", (int)exitCode);
            activity?.SetStatus(ActivityStatusCode.Error, sentence);
            throw;
        }
    }

    private static (MigrationExitCode Code, string Sentence) Describe(Exception exception, CancellationToken stop) => exception switch
    {
        OperationCanceledException when stop.IsCancellationRequested =>
            (MigrationExitCode.Cancelled, "Cancelled: what was open is rolled back, run again to continue."),
        MigrationException known => (known.ExitCode, known.Message),
        // EF Core wraps what the driver throws.
        { InnerException: NpgsqlException database } => Describe(database, stop),
        NpgsqlException database => (MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(database, connectionString: null)),
        _ => (MigrationExitCode.Unexpected, $"Unexpected {exception.GetType().Name}: {exception.Message} `--verbose` shows where."),
    };
}
