using System.CommandLine;
using System.Diagnostics;
using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Runs one verb in its process. Every failure ends here: one sentence on standard error and an exit code.</summary>
internal static class VerbRunner
{
    public static Task<int> RunAsync(
        ParseResult arguments,
        string verb,
        Func<VerbContext, CancellationToken, Task<MigrationExitCode>> body,
        CancellationToken cancellationToken) => RunAsync(VerbSettings.Of(arguments), verb, body, cancellationToken);

    public static async Task<int> RunAsync(
        VerbSettings settings,
        string verb,
        Func<VerbContext, CancellationToken, Task<MigrationExitCode>> body,
        CancellationToken cancellationToken)
    {
        using var process = VerbProcess.Of(verb, settings.Verbose);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, process.Stopping);
        MigrationExitCode exitCode;
        try
        {
            await process.StartAsync(stop.Token);
            exitCode = await RunAsync(process, settings, verb, body, stop.Token);
        }
        catch (Exception exception)
        {
            (exitCode, var sentence) = Describe(exception, stop.Token);
            Log.VerbFailed(process.Loggers.CreateLogger(ServiceTelemetry.Name), exception, verb);
            await Console.Error.WriteLineAsync(sentence);
            if (settings.Json) JsonOutput.WriteFailure(exitCode, sentence);
        }

        await process.StopAsync();
        return (int)exitCode;
    }

    private static async Task<MigrationExitCode> RunAsync(
        VerbProcess process,
        VerbSettings settings,
        string verb,
        Func<VerbContext, CancellationToken, Task<MigrationExitCode>> body,
        CancellationToken cancellationToken)
    {
        using var activity = ServiceTelemetry.Source.StartActivity($"migrations {verb}");
        try
        {
            var context = new VerbContext(process, verb, settings);
            var exitCode = await RunAsync(context, body, cancellationToken);
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

    /// <summary>What the driver throws does not say which database it was; EF Core wraps it.</summary>
    private static async Task<MigrationExitCode> RunAsync(
        VerbContext context, Func<VerbContext, CancellationToken, Task<MigrationExitCode>> body, CancellationToken cancellationToken)
    {
        try
        {
            return await body(context, cancellationToken);
        }
        catch (Exception exception) when (
            exception is not MigrationException && (exception as NpgsqlException ?? exception.InnerException as NpgsqlException) is { } failed
            && !cancellationToken.IsCancellationRequested)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(failed, context.HasDatabase ? context.ConnectionString : null), exception);
        }
    }

    private static (MigrationExitCode Code, string Sentence) Describe(Exception exception, CancellationToken stop) => exception switch
    {
        OperationCanceledException when stop.IsCancellationRequested =>
            (MigrationExitCode.Cancelled, "Cancelled: what was open is rolled back, run again to continue."),
        MigrationException known => (known.ExitCode, known.Message),
        _ => (MigrationExitCode.Unexpected, $"Unexpected {exception.GetType().Name}: {exception.Message} `--verbose` shows where."),
    };
}
