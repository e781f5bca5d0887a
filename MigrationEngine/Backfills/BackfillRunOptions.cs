namespace TradingPlatform.MigrationEngine;

/// <summary>How hard a run of backfills works, and when it gives way to everybody else. Every limit is looked at between two batches.</summary>
public sealed record BackfillRunOptions
{
    /// <summary>How long the run works before it stops in good order, to be continued by the next one. Default: null, until all is done.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>How many sessions of this run work on one backfill at a time, each on a range of keys of its own; 1 to 16. Default: 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// How long a batch should take, which is how long somebody else may wait for a row of it. The number of rows follows from it.
    /// Default: 25 milliseconds.
    /// </summary>
    public TimeSpan BatchTarget { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>The number of rows of the first batch of a table that nothing is known of. Default: 1000.</summary>
    public int FirstBatch { get; init; } = 1000;

    /// <summary>The largest number of rows in a batch, however quick it is. Default: 100,000.</summary>
    public int LargestBatch { get; init; } = 100_000;

    /// <summary>How long one statement of a batch may run before the batch is rolled back and halved. Default: 2 seconds.</summary>
    public TimeSpan BatchTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a batch waits for a row that somebody else has locked, before it begins again without the rows that others hold; which are
    /// then waited for one by one, each for so long. Default: 20 milliseconds.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How many rows may be set aside, because they cannot be done, before the backfill counts as failed. Default: 1000.</summary>
    public int MostSetAside { get; init; } = 1000;

    /// <summary>
    /// How slowly the server may answer twice in a row before the run pauses: ten times as long as the quicker answer took, a second at
    /// most. Default: 30 milliseconds; null for no such limit.
    /// </summary>
    public TimeSpan? LatencyLimit { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>
    /// How many bytes of log the whole server may write a second, as an average over the last seconds, before the run pauses. Default:
    /// 256 MiB; null for no such limit.
    /// </summary>
    public long? WalLimit { get; init; } = 256L << 20;

    /// <summary>How far the slowest replica may be behind before the run waits for it. Default: 10 seconds; null for no such limit.</summary>
    public TimeSpan? ReplicationLagLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For which vacuum of its table a backfill waits. Default: one that prevents a wraparound.</summary>
    public BackfillVacuum Vacuum { get; init; } = BackfillVacuum.Wraparound;

    /// <summary>How many sessions of the database may wait for locks, whoever holds them, before the run waits too. Default: 20; null for no such limit.</summary>
    public int? LockWaitLimit { get; init; } = 20;

    /// <summary>Who is told how far it is, about four times a second. Default: null, nobody.</summary>
    public IProgress<BackfillProgress>? Progress { get; init; }
}
