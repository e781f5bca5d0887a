using System.ComponentModel.DataAnnotations;

namespace TradingPlatform.ServiceDefaults;

/// <summary>How long a service waits for a database that it may start on: section <c>SchemaGate</c> of the configuration.</summary>
public sealed class StartupGateOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SchemaGate";

    /// <summary>
    /// How long to wait, answering nothing, before giving up. Default 30 s: a migration that is under way usually ends in that time.
    /// Zero asks once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between two questions. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMilliseconds(500);
}
