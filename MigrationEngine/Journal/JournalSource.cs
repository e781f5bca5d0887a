namespace TradingPlatform.MigrationEngine;

/// <summary>How a migration came into the history, or out of it.</summary>
public enum JournalSource
{
    /// <summary>A run executed it.</summary>
    Run,

    /// <summary>An operator said so; nothing was executed.</summary>
    Stamp,

    /// <summary>An existing database was compared and found to have it already; nothing was executed.</summary>
    Adopt,

    /// <summary>A squash that folds migrations which were applied took their place; nothing was executed.</summary>
    Squash,

    /// <summary>A generated script executed it.</summary>
    Script,
}
