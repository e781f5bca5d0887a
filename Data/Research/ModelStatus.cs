namespace TradingPlatform.Data;

/// <summary>Whether a model is used.</summary>
public enum ModelStatus
{
    /// <summary>Kept, not used.</summary>
    Inactive,

    /// <summary>Used; one a strategy.</summary>
    Active,

    /// <summary>Tried beside the active one.</summary>
    Testing,

    /// <summary>Did not load or did not hold up.</summary>
    Failed,
}
