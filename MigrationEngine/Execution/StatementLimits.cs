namespace TradingPlatform.MigrationEngine;

/// <summary>How long one statement may wait for a lock, and how long it may take.</summary>
/// <param name="Lock">Zero for no limit.</param>
/// <param name="Statement">Never zero.</param>
internal sealed record StatementLimits(TimeSpan Lock, TimeSpan Statement)
{
    /// <summary>For a lock in whose queue nobody else waits. Longer than deadlock_timeout, after which an autovacuum gives way.</summary>
    public static readonly TimeSpan HarmlessLockWait = TimeSpan.FromSeconds(10);

    /// <summary>Those of a transaction.</summary>
    public static StatementLimits Of(MigrationEngineOptions options) => new(options.LockTimeout, options.StatementTimeout);

    /// <summary>Those of a step outside of a transaction, whose work is long.</summary>
    /// <param name="options">The patience.</param>
    /// <param name="loose">Its kind; null for one that commits together with its journal entry.</param>
    /// <param name="sql">The statement.</param>
    public static StatementLimits Of(MigrationEngineOptions options, LooseStatement? loose, string sql) => new(
        loose is { WaitsHarmlessly: true } ? TimeSpan.Zero : IsValidation(sql) ? HarmlessLockWait : options.LockTimeout,
        options.ScanTimeout);

    /// <summary>VALIDATE CONSTRAINT takes SHARE UPDATE EXCLUSIVE, which no reader and no writer waits for.</summary>
    public static bool IsValidation(string sql) =>
        StatementEffects.Of(sql) is [{ Unknown: null, Incomplete: null, Tables: { Count: > 0 } tables }]
        && tables.All(effect => effect.Lock <= TableLock.ShareUpdateExclusive) && tables.Any(effect => effect.Lock == TableLock.ShareUpdateExclusive);
}
