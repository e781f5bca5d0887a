namespace TradingPlatform.MigrationEngine;

/// <summary>When a statement gives up its locks, which decides how they can be seen.</summary>
internal enum ObservedKind
{
    /// <summary>At the end of the transaction of its step.</summary>
    InTransaction,

    /// <summary>At the end of the message that it shares with its journal entry.</summary>
    WithJournal,

    /// <summary>When it likes: it commits by itself, perhaps several times.</summary>
    OnItsOwn,
}
