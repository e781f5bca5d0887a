using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What the seed says.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Seeded {Rows} rows into {Table}")]
    public static partial void Seeded(ILogger logger, long rows, string table);
}
