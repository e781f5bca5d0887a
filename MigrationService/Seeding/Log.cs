using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What the seed says.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Seeded {Rows} rows into {Table}")]
    public static partial void Seeded(ILogger logger, long rows, string table);

    [LoggerMessage(Level = LogLevel.Information, Message = "Loading {Trades} trades on {Connections} connections, which takes about {Megabytes} MB of disk")]
    public static partial void LoadBegins(ILogger logger, long trades, int connections, long megabytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void LittleRoom(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Rows} rows of {Table}")]
    public static partial void Removed(ILogger logger, long rows, string table);

    [LoggerMessage(Level = LogLevel.Information, Message = "System configuration {Key}: added {Fields} with their defaults; what operators set is kept")]
    public static partial void FieldsAdded(ILogger logger, string key, string fields);

    [LoggerMessage(Level = LogLevel.Warning, Message = "System configuration: this build does not know {Names}. Once no older or newer build uses them, an operator can delete them")]
    public static partial void UnknownConfiguration(ILogger logger, string names);
}
