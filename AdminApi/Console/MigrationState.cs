namespace TradingPlatform.AdminApi;

/// <summary>How one migration stands in the database.</summary>
public enum MigrationState
{
    /// <summary>It is applied.</summary>
    Applied,

    /// <summary>The next run applies it.</summary>
    Pending,

    /// <summary>It takes something away, and waits for <c>complete</c>.</summary>
    Waiting,

    /// <summary>It is applied, and this build does not know it.</summary>
    Unknown,

    /// <summary>It is under way, or was left half-done.</summary>
    Unfinished,
}
