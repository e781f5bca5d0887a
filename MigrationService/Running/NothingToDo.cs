using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService;

/// <summary>
/// The start that finds everything in place, which is nearly every start, is over before a host, a command line or a model is built.
/// It says what the ordinary run would say; where anything is not certain it says nothing, and the ordinary run begins.
/// </summary>
internal static class NothingToDo
{
    /// <summary>Whether the run is over, with success.</summary>
    public static bool IsFound(string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            if (PlainRequest.Read(arguments, Environment.GetEnvironmentVariables(), AppContext.BaseDirectory) is not { } request) return false;

            // On a terminal the log has colours.
            if (request.IsWorker && !Console.IsOutputRedirected) return false;
            if (!IsCertain(request)) return false;

            Report(request, Stopwatch.GetElapsedTime(start));
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or MigrationException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            // The ordinary run meets the same and explains it.
            return false;
        }
    }

    private static bool IsCertain(PlainRequest request)
    {
        var database = DatabaseConnection.Parse(request.Connection);
        database.ApplicationName = $"MigrationService {request.Verb}";
        var seeded = request.IsWorker ? SeedPresence.Sql(request.Profile) : "true";
        return NothingPending.IsCertain(database, Build, Schemas.Migration, TradingDatabase.HistoryTable, seeded);
    }

    private static MigrationGraph Build() => MigrationGraph.Of(typeof(TradingDbContext).Assembly, typeof(TradingDbContext));

    private static void Report(PlainRequest request, TimeSpan duration)
    {
        var text = request.IsWorker
            ? LogLine(1, string.Create(CultureInfo.InvariantCulture, $"The schema is ready: 0 migrations applied in {duration}."))
                + LogLine(3, "Nothing to seed: all of it is there.")
            : "Nothing to apply: the schema is where this asks it to be." + Environment.NewLine;

        // Not Console.Out, which sets up a terminal.
        using var output = Console.OpenStandardOutput();
        output.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>A line as the console logger of <see cref="VerbHost"/> writes it.</summary>
    private static string LogLine(int eventId, string message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeProvider.System.GetUtcNow():HH:mm:ss} info: {ServiceTelemetry.Name}[{eventId}] {message}{Environment.NewLine}");
}
