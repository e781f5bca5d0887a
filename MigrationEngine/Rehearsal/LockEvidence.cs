namespace TradingPlatform.MigrationEngine;

/// <summary>How certain it is that every lock was seen.</summary>
public enum LockEvidence
{
    /// <summary>Read in the statement's own transaction before it ended: complete.</summary>
    Complete,

    /// <summary>
    /// The statement commits by itself. It was held up once by a lock or an old snapshot of the rehearsal, and what it held and waited for
    /// then is certain; the rest of its time was sampled from another session.
    /// </summary>
    HeldUp,

    /// <summary>The statement commits by itself and was sampled from another session: a lock held for less than some milliseconds can be missing.</summary>
    Sampled,
}
