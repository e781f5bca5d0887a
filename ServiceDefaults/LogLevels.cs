using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.ServiceDefaults;

/// <summary>How much the frameworks say unless the configuration asks for more.</summary>
/// <remarks>In code and not in an appsettings.json, which is found only by a process that was started in its own folder.</remarks>
internal static class LogLevels
{
    private static readonly (string Category, LogLevel Level)[] Defaults =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning),
        ("Microsoft.EntityFrameworkCore", LogLevel.Warning),
        ("System.Net.Http", LogLevel.Warning),
        // ServiceRunner tells of a failed start once and in one sentence; the host would do it again, with a stack trace.
        ("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None),
    ];

    public static void AddDefaultLogLevels(this IServiceCollection services) =>
        // In front: of two rules for one category the later wins, and the configuration's come later.
        services.PostConfigure<LoggerFilterOptions>(options =>
        {
            foreach (var (category, level) in Defaults)
                options.Rules.Insert(0, new LoggerFilterRule(providerName: null, category, level, filter: null));
        });
}
