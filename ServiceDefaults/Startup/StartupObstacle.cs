namespace TradingPlatform.ServiceDefaults;

/// <summary>What kind of reason keeps a service from working.</summary>
public enum StartupObstacle
{
    /// <summary>It can pass without the service being changed: it is waited for. The default.</summary>
    Passing,

    /// <summary>Nothing could be found out: a service that works goes on working.</summary>
    Unknown,

    /// <summary>Only another build of the service can work: waiting does not help.</summary>
    Final,
}
