using Microsoft.Extensions.Logging;

namespace TradingPlatform.Identity;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "A refresh token of user {UserId} was used twice: every session after {SessionId} is ended.")]
    public static partial void RefreshTokenReused(ILogger logger, Guid userId, Guid sessionId);
}
