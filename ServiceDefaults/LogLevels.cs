using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace TradingPlatform.ServiceDefaults;

/// <summary>How much the frameworks say unless the configuration asks for more.</summary>
/// <remarks>In code and not in an appsettings.json, which is found only by a process that was started in its own folder.</remarks>
internal static class LogLevels
{
    public static void AddDefaultLogLevels(this IConfigurationBuilder configuration) =>
        // First, so that every other source of configuration wins over it.
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
                ["Logging:LogLevel:System.Net.Http"] = "Warning",
                // ServiceRunner tells of a failed start once and in one sentence; the host would do it again, with a stack trace.
                ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
            },
        });
}
