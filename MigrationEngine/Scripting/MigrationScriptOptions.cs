namespace TradingPlatform.MigrationEngine;

/// <summary>Who writes a <see cref="MigrationScript"/>, and how patient the script is unless <c>psql -v</c> says otherwise.</summary>
public sealed record MigrationScriptOptions
{
    /// <summary>The name under which the script's session is seen and journaled. Default: "MigrationEngine script".</summary>
    public string ApplicationName { get; init; } = "MigrationEngine script";

    /// <summary>The version of the program that writes it, for the journal: the only line that two builds of the same migrations differ in. Default: empty.</summary>
    public string ApplicationVersion { get; init; } = "";

    /// <summary>Whether the script skips what is already done instead of refusing a database that is not exactly where it starts. Default: false.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>The backfills of the build: before a contract migration the script makes sure that no row needs one of its own. Default: none are known.</summary>
    public IReadOnlyList<Backfill> Backfills { get; init; } = [];

    /// <summary>How long it waits for another run's lock. Default: 5 minutes.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long one statement may queue for a table lock before the script stops: psql cannot try again. Default: 2 seconds. Does not apply
    /// to CONCURRENTLY and VALIDATE, which wait without keeping anyone waiting.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one statement of a transaction may run. Default: 1 minute.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one statement outside of a transaction may run. Default: 12 hours.</summary>
    public TimeSpan ScanTimeout { get; init; } = TimeSpan.FromHours(12);
}
