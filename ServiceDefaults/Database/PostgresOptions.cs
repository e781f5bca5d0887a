using System.ComponentModel.DataAnnotations;

namespace TradingPlatform.ServiceDefaults;

/// <summary>How a service talks to PostgreSQL: section <c>Database</c> of the configuration, beside the connection string.</summary>
public sealed class PostgresOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Database";

    /// <summary>
    /// How long one command may take, in seconds. Default 30; a query that needs more belongs elsewhere than in a request.
    /// </summary>
    [Range(1, 3600)]
    public int CommandTimeoutSeconds { get; set; } = 30;

    /// <summary>How often a command is tried again after a transient failure. Default 3, 0 switches the retries off.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>
    /// The longest pause between two tries, in seconds. Default 1, so that a request fails within about three seconds. Applies where
    /// <see cref="MaxRetries"/> is not 0.
    /// </summary>
    [Range(1, 60)]
    public int MaxRetryDelaySeconds { get; set; } = 1;

    /// <summary>How long the health check waits for an answer, in seconds. Default 3.</summary>
    [Range(1, 60)]
    public int HealthTimeoutSeconds { get; set; } = 3;

    /// <summary>The connection string as configured; null where there is none.</summary>
    internal string? ConnectionString { get; set; }
}
