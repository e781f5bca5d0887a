namespace TradingPlatform.ServiceDefaults;

/// <summary>What a service's exit code means. The numbers agree with those of the MigrationService.</summary>
public enum ServiceExitCode
{
    /// <summary>Stopped because it was asked to.</summary>
    Success = 0,

    /// <summary>A failure that nobody foresaw.</summary>
    Unexpected = 1,

    /// <summary>The configuration is missing something or contradicts itself, or the port it asks for is taken.</summary>
    Configuration = 2,

    /// <summary>The database did not answer within the time to wait, or refused the user or the password.</summary>
    DatabaseUnavailable = 3,

    /// <summary>The database has been contracted past this build: it needs a newer one.</summary>
    DatabaseAhead = 6,

    /// <summary>The database lacks migrations that this build needs.</summary>
    SchemaPending = 10,
}
