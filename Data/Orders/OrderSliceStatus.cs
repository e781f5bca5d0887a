namespace TradingPlatform.Data;

/// <summary>Where one slice of an order stands.</summary>
public enum OrderSliceStatus
{
    /// <summary>Planned, its moment may still move.</summary>
    Pending,

    /// <summary>Its moment is set.</summary>
    Scheduled,

    /// <summary>Its order was sent.</summary>
    Submitted,

    /// <summary>Its order was filled.</summary>
    Filled,

    /// <summary>Called off before it was filled.</summary>
    Canceled,

    /// <summary>Could not be sent.</summary>
    Failed,
}
