namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What the journal knows of a step that commits by itself, so that its journal entry cannot be committed with it: CREATE INDEX CONCURRENTLY
/// and its like. Written before such a step runs, removed when it is done.
/// </summary>
public enum OpenStep
{
    /// <summary>It was begun; the catalog tells whether it has taken effect.</summary>
    Begun,

    /// <summary>It was begun, and nothing in the database tells whether it has taken effect: an operator must decide.</summary>
    Unknown,

    /// <summary>It has taken effect: known to the engine, or decided by an operator.</summary>
    Done,

    /// <summary>It has not taken effect and is to be run again: decided by an operator.</summary>
    Repeat,
}
