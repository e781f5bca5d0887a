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

    /// <summary>The pause between two beats of a service that works. Default 10 s; must be shorter than <see cref="Expiry"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan Beat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long after its last beat a service counts as alive, by the database's clock: so long a crashed one holds a contraction up, and
    /// so long a database that does not answer is bridged. Default 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan Expiry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>What happens where the service may not work. Default <see cref="RefusalMode.Stop"/>.</summary>
    [EnumDataType(typeof(RefusalMode))]
    public RefusalMode WhenRefused { get; set; } = RefusalMode.Stop;
}
