namespace TradingPlatform.MigrationEngine;

/// <summary>What became of one migration in one run.</summary>
public enum JournalOutcome
{
    /// <summary>Under way, or cut off and not yet noticed: only the lock's holder is really running.</summary>
    Running,

    /// <summary>Complete, history row included.</summary>
    Succeeded,

    /// <summary>Stopped by an error.</summary>
    Failed,

    /// <summary>Stopped on request.</summary>
    Cancelled,

    /// <summary>Its process or connection died; marked by the next holder of the lock.</summary>
    Interrupted,
}
