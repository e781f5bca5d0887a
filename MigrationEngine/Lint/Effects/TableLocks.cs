namespace TradingPlatform.MigrationEngine;

/// <summary>PostgreSQL's words for its locks.</summary>
public static class TableLocks
{
    private static readonly string[] Words =
    [
        "no lock", "ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE",
    ];

    extension(TableLock mode)
    {
        /// <summary>As the documentation and LOCK TABLE write it: "SHARE UPDATE EXCLUSIVE".</summary>
        public string InWords => Words[(int)mode];

        /// <summary>As <c>pg_locks.mode</c> has it: "ShareUpdateExclusiveLock".</summary>
        public string CatalogName => mode + "Lock";

        /// <summary>Whether an application that reads or writes the table waits for it.</summary>
        public bool BlocksApplications => mode >= TableLock.Share;
    }

    /// <summary>The lock of these words, as LOCK TABLE takes them; null for others.</summary>
    public static TableLock? Parse(string words) => Array.IndexOf(Words, words, 1) is var index and > 0 ? (TableLock)index : null;
}
