using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationService;

/// <summary>Every message of the service.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The schema is ready: {Count} migrations applied in {Duration}.")]
    public static partial void SchemaReady(ILogger logger, int count, TimeSpan duration);

    [LoggerMessage(3, LogLevel.Information, "Nothing to seed: all of it is there.")]
    public static partial void NothingToSeed(ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "Created the database {Database}.")]
    public static partial void DatabaseCreated(ILogger logger, string database);

    [LoggerMessage(6, LogLevel.Information, "{Waiting}")]
    public static partial void ContractionsWait(ILogger logger, string waiting);

    [LoggerMessage(7, LogLevel.Warning, "Backfill {Backfill} has not finished in the time that a start has for it: `backfill run` goes on, and so does the next start.")]
    public static partial void BackfillLeft(ILogger logger, string backfill);

    [LoggerMessage(8, LogLevel.Information, "Load: {Progress}.")]
    public static partial void Loading(ILogger logger, string progress);

    [LoggerMessage(5, LogLevel.Debug, "The verb {Verb} failed.")]
    public static partial void VerbFailed(ILogger logger, Exception exception, string verb);
}
