namespace TradingPlatform.ServiceDefaults;

/// <summary>Whether a service may work on the database that it finds.</summary>
/// <param name="MayStart">True when it may.</param>
/// <param name="Reason">One sentence: what is missing and what to do. Not read when <paramref name="MayStart"/> is true.</param>
public sealed record StartupVerdict(bool MayStart, string Reason)
{
    /// <summary>What kind of reason it is. Default: one that can pass.</summary>
    public StartupObstacle Obstacle { get; init; }

    /// <summary>What the process ends with if this is why it stops. Default: <see cref="ServiceExitCode.SchemaPending"/>.</summary>
    public ServiceExitCode ExitCode { get; init; } = ServiceExitCode.SchemaPending;
}
