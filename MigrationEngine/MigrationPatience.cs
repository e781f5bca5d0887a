namespace TradingPlatform.MigrationEngine;

/// <summary>Refuses timeouts with which a run would keep a database waiting without end, or could never do anything.</summary>
internal static class MigrationPatience
{
    /// <summary>PostgreSQL counts timeouts in milliseconds, as an integer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>.</exception>
    public static void Refuse(MigrationEngineOptions options)
    {
        Refuse(options.LockTimeout, options.StatementTimeout, options.ScanTimeout);
        RefuseUnlimited("first retry delay", options.RetryInitialDelay);
        if (options.LockWait < TimeSpan.Zero || options.RetryBudget < TimeSpan.Zero || options.RetryMaximumDelay < options.RetryInitialDelay)
            throw Unusable("A wait cannot be negative, and the longest pause between two attempts not be shorter than the first.");
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>.</exception>
    public static void Refuse(MigrationScriptOptions options) => Refuse(options.LockTimeout, options.StatementTimeout, options.ScanTimeout);

    private static void Refuse(TimeSpan lockTimeout, TimeSpan statementTimeout, TimeSpan scanTimeout)
    {
        RefuseUnlimited("lock timeout", lockTimeout);
        RefuseUnlimited("statement timeout", statementTimeout);
        RefuseUnlimited("scan timeout", scanTimeout);
        if (statementTimeout >= lockTimeout) return;

        throw Unusable(FormattableString.Invariant(
            $"The statement timeout ({statementTimeout}) is shorter than the lock timeout ({lockTimeout}), so that no wait for a lock would ever be tried again: make it longer."));
    }

    private static void RefuseUnlimited(string name, TimeSpan value)
    {
        if (value >= Shortest && value <= Longest) return;

        throw Unusable(FormattableString.Invariant(
            $"The {name} is {value}: give it a length between 1 ms and a week. There is no \"unlimited\": behind a statement that waits, everybody waits."));
    }

    private static MigrationException Unusable(string sentence) => new(MigrationExitCode.Usage, sentence);
}
