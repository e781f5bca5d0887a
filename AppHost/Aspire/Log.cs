namespace TradingPlatform.AppHost;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Verb}: {Output}")]
    public static partial void CommandOutput(ILogger logger, string verb, string output);
}
