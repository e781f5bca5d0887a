namespace TradingPlatform.ServiceDefaults;

/// <summary>Whether the service may work right now.</summary>
internal sealed class StartupState
{
    private volatile string? _obstacle = "The service has not started yet.";
    private volatile StartupRefusedException? _refusal;

    /// <summary>Why it may not; null while it may.</summary>
    public string? Obstacle => _obstacle;

    /// <summary>Why it stops by itself; null where it was asked to.</summary>
    public StartupRefusedException? Refusal => _refusal;

    public void Open() => _obstacle = null;

    public void Close(string reason) => _obstacle = reason;

    public void Refuse(StartupRefusedException refusal)
    {
        _obstacle = refusal.Message;
        _refusal = refusal;
    }
}
