using Microsoft.Extensions.Logging;

namespace TradingPlatform.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The standard input was closed: stopping.")]
    public static partial void StandardInputClosed(ILogger logger);

    [LoggerMessage(2, LogLevel.Debug, "The service stopped because of this failure.")]
    public static partial void ServiceFailed(ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Information, "Not ready to start: {Reason} Waiting up to {RemainingSeconds:F0} s more.")]
    public static partial void WaitingToStart(ILogger logger, string reason, double remainingSeconds);

    [LoggerMessage(7, LogLevel.Warning, "Not ready any more: {Reason}")]
    public static partial void MayNotWork(ILogger logger, string reason);

    [LoggerMessage(8, LogLevel.Information, "Ready: the service fits its database.")]
    public static partial void MayWork(ILogger logger);

    [LoggerMessage(9, LogLevel.Warning, "A beat at the version gate was not answered: {Reason} The service goes on.")]
    public static partial void BeatUnanswered(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Warning, "The database did not answer the health check.")]
    public static partial void DatabaseUnhealthy(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "A request failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "A request found the database unavailable.")]
    public static partial void DatabaseUnavailable(ILogger logger, Exception exception);
}
