using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine;

/// <summary>Where and how patiently a <see cref="SchemaMigrator"/> works.</summary>
public sealed record MigrationEngineOptions
{
    /// <summary>The database to migrate. The engine opens connections of its own from it: unpooled, and never through a transaction pooler.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// The options that the context is made with. Given, a run with nothing to do makes no context and builds no model. Default: null,
    /// they are asked of a context.
    /// </summary>
    public DbContextOptions? ContextOptions { get; init; }

    /// <summary>
    /// The build's migrations, said without EF Core; goes before <see cref="ContextOptions"/> and must say the same. With
    /// <see cref="WrittenPlans"/> beside its assembly a run makes no context at all. Default: null.
    /// </summary>
    public MigrationBuild? Build { get; init; }

    /// <summary>The backfills of the build, in the order in which they run where several can. Default: none.</summary>
    public IReadOnlyList<Backfill> Backfills { get; init; } = [];

    /// <summary>What an adoption looks for in the rows before it writes anything; asked for by nothing else. Default: nothing.</summary>
    public Func<IReadOnlyList<RowCheck>> RowChecks { get; init; } = () => [];

    /// <summary>
    /// Whether the caller has already found out that there is probably something to do: what planning needs is then set up on another
    /// thread while the run connects and waits for the lock. Default: false, a run with nothing to do makes no context.
    /// </summary>
    public bool ExpectsWork { get; init; }

    /// <summary>
    /// Whether a run upwards is refused where the lint finds an error in what is pending that nothing assures and no exemption names:
    /// for databases that are in use. One without any table yet is not. Default: false.
    /// </summary>
    public bool RefusesHazards { get; init; }

    /// <summary>
    /// Whether a run upwards leaves contract migrations to <see cref="MigrationSession.CompleteAsync"/>: for databases that applications of
    /// the version before still use. One that was never used is built in one go all the same. Default: false, everything runs in order, and
    /// what a contract migration needs of <see cref="Backfills"/> runs before it.
    /// </summary>
    public bool HoldsContractions { get; init; }

    /// <summary>Who runs and which verb, as other sessions see it in <c>pg_stat_activity</c> and the journal keeps it. Default: "MigrationEngine".</summary>
    public string ApplicationName { get; init; } = "MigrationEngine";

    /// <summary>The version of the program that runs, for the journal. Default: empty.</summary>
    public string ApplicationVersion { get; init; } = "";

    /// <summary>How long to wait for another run's lock before failing with <see cref="MigrationExitCode.LockNotAcquired"/>. Default: 5 minutes.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long one statement may queue for a lock, and everybody else behind it, before its step is rolled back and retried. Default: 50
    /// milliseconds, which a user does not notice. Does not apply to CONCURRENTLY and VALIDATE, which wait without keeping anyone waiting.
    /// </summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long one statement of a transaction may run, with its locks held. Default: 1 minute.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long one statement outside of a transaction may run: a concurrent index build, a validation, a batched update, which let
    /// everybody work meanwhile. Default: 12 hours.
    /// </summary>
    public TimeSpan ScanTimeout { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long a step that meets lock timeouts or deadlocks is retried in total. Default: 5 minutes.</summary>
    public TimeSpan RetryBudget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The first pause between two attempts; it doubles, with jitter, up to <see cref="RetryMaximumDelay"/>. A pause for somebody who was
    /// seen in the way before an attempt ends when he is gone. Default: 250 milliseconds.
    /// </summary>
    public TimeSpan RetryInitialDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between two attempts. Default: 15 seconds.</summary>
    public TimeSpan RetryMaximumDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Who is told of every step, wait and retry, beside the log. Default: null, nobody.</summary>
    public IProgress<MigrationProgress>? Progress { get; init; }

    /// <summary>Who looks at every statement, for a rehearsal. Default: null, nobody.</summary>
    internal IStatementObserver? Observer { get; init; }
}
