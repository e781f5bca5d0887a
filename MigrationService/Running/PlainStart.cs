using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService;

/// <summary>
/// A start that asks for nothing out of the ordinary. Where everything is in place, as at nearly every start, it is over before a
/// configuration, a command line or a model is built, and says what the ordinary run would say; else the run goes on with its connection.
/// </summary>
internal sealed class PlainStart : IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly PlainRequest _request;
    private readonly StartTurn _turn;
    private readonly FirstLook? _look;

    private PlainStart(PlainRequest request)
    {
        _request = request;
        _turn = StartTurn.Take(request.Connection);
        if (_turn.AnsweredBy is not null) return;

        try
        {
            _look = Look(request, yields: _turn.Dispose);
            if (_look is { IsNothingPending: true, HeldAt: { } seen }) _turn.Tell(seen);
        }
        finally
        {
            // The one that migrates keeps its place.
            if (_look is not { HoldsLock: true }) _turn.Dispose();
        }
    }

    /// <summary>Null where anything is asked for that only the command line and the host know.</summary>
    public static PlainStart? Of(string[] arguments)
    {
        try
        {
            if (PlainRequest.Read(arguments, Environment.GetEnvironmentVariables(), AppContext.BaseDirectory) is not { } request) return null;

            // On a terminal the log has colours.
            return request.IsWorker && !Console.IsOutputRedirected ? null : new PlainStart(request);
        }
        catch (Exception exception) when (exception is MigrationException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // The ordinary run meets the same and explains it.
            return null;
        }
    }

    /// <summary>Whether the run is over, with success.</summary>
    public bool IsOver()
    {
        if (_look is { IsNothingPending: false }) return false;

        Report(Stopwatch.GetElapsedTime(_start));
        return true;
    }

    /// <summary>Goes on as the command line would.</summary>
    public async Task<int> RunAsync()
    {
        var settings = new VerbSettings(_request.ConnectionOption, Patience.OfEngine, Json: false, Verbose: false) { Look = _look };
        var exitCode = _request.IsWorker ? await WorkerVerb.RunAsync(settings) : await UpVerb.RunAsync(settings);
        if (exitCode == 0 && _look?.HeldAt is { } held) _turn.Tell(held);
        return exitCode;
    }

    public void Dispose()
    {
        _look?.Dispose();
        _turn.Dispose();
    }

    private static FirstLook Look(PlainRequest request, Action yields)
    {
        NetworkWarmUp.Begin();
        var database = DatabaseConnection.Parse(request.Connection);
        UnverifiedServer.SkipAuthorities(database);
        var settings = EngineSettings.Of(database.ConnectionString, request.Verb) with { HoldsContractions = !request.IsDevelopment };
        var condition = request.IsWorker ? SeedPresence.Sql(request.Profile) : "true";
        return FirstLook.Take(settings, condition, seesBackfills: request.IsWorker, yields);
    }

    private void Report(TimeSpan duration)
    {
        var text = (_request.IsWorker, _turn.AnsweredBy) switch
        {
            (true, { } twin) => LogLine(1, string.Create(CultureInfo.InvariantCulture, $"The schema is ready: 0 migrations applied in {duration}, as {Of(twin)}")),
            (false, { } twin) => "Nothing to apply: " + Of(twin) + Environment.NewLine,
            (true, null) => LogLine(1, string.Create(CultureInfo.InvariantCulture, $"The schema is ready: 0 migrations applied in {duration}."))
                + (Waiting == 0 ? "" : LogLine(6, WaitingText.Short(Waiting)))
                + LogLine(3, "Nothing to seed: all of it is there."),
            _ => "Nothing to apply: the schema is where this asks it to be." + Environment.NewLine
                + (Waiting == 0 ? "" : WaitingText.Short(Waiting) + Environment.NewLine),
        };

        // Not Console.Out, which sets up a terminal.
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(text));
    }

    private int Waiting => _look?.Waiting ?? 0;

    private static string Of(int twin) =>
        string.Create(CultureInfo.InvariantCulture, $"process {twin}, which was started for the same at the same time, has seen to it.");

    private static string LogLine(int eventId, string message) =>
        LineLogger.Format(TimeProvider.System.GetUtcNow(), LogLevel.Information, ServiceTelemetry.Name, eventId, message);
}
