namespace TradingPlatform.MigrationEngine;

/// <summary>The schema compared with this build, at one moment.</summary>
public sealed record SchemaStatus
{
    /// <summary>What the history table lists, in order.</summary>
    public required IReadOnlyList<AppliedMigration> Applied { get; init; }

    /// <summary>Migrations of this build that are not applied, in order.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>Applied migrations that this build does not know: the database is ahead of it.</summary>
    public required IReadOnlyList<string> Unknown { get; init; }

    /// <summary>Those of <see cref="Pending"/> with a smaller id than an applied one: their branch was merged later. They are applied all the same.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>The migrations of this build that nothing comes after; more than one means that branches are to be merged.</summary>
    public required IReadOnlyList<string> Heads { get; init; }

    /// <summary>Squashes that count as applied because everything that they fold is; the next run writes them down.</summary>
    public required IReadOnlyList<RecognisedSquash> SquashesPending { get; init; }

    /// <summary>Squashes of which the database has only a part: damage, until the build before the squash has run.</summary>
    public required IReadOnlyList<IncompleteSquash> SquashesIncomplete { get; init; }

    /// <summary>Migrations under way, and half-done ones that a run left behind.</summary>
    public required IReadOnlyList<JournalEntry> Unfinished { get; init; }

    /// <summary>Who migrates right now; null when nobody does.</summary>
    public LockHolder? Holder { get; init; }

    /// <summary>The contract migrations among <see cref="Pending"/>, in order, each with what it waits for: `up` leaves them to `complete` unless <see cref="AppliesContractions"/>.</summary>
    public IReadOnlyList<WaitingMigration> Waiting { get; init; } = [];

    /// <summary>The processes of applications that use the schema right now. Default: none, also where that cannot be read.</summary>
    public IReadOnlyList<ApplicationInstance> Instances { get; init; } = [];

    /// <summary>Whether `up` applies contract migrations too, so that they are pending like others: in Development, and to a schema that was never used. Default: false.</summary>
    public bool AppliesContractions { get; init; }

    /// <summary>What `up` would apply, in order.</summary>
    public IReadOnlyList<string> Expected => AppliesContractions ? Pending : [.. Pending.Where(id => Waiting.All(waiting => waiting.Id != id))];

    /// <summary>How every backfill stands. Default: none, where the reader does not know those of the build.</summary>
    public IReadOnlyList<BackfillStatus> Backfills { get; init; } = [];

    /// <summary>The server's version, such as "15.6".</summary>
    public required string ServerVersion { get; init; }

    /// <summary>
    /// <see cref="MigrationExitCode.Damaged"/>, <see cref="MigrationExitCode.DatabaseAhead"/>, <see cref="MigrationExitCode.Pending"/>
    /// or <see cref="MigrationExitCode.Success"/>, the gravest that applies. Contract migrations that wait are nothing that is missing. What a living run is doing right now is not damage.
    /// </summary>
    public MigrationExitCode ExitCode =>
        SquashesIncomplete.Count > 0 || Unfinished.Any(entry => entry.IsHalfDone && (Holder is null || entry.Outcome != JournalOutcome.Running)) ? MigrationExitCode.Damaged
        : Unknown.Count > 0 ? MigrationExitCode.DatabaseAhead
        : Expected.Count > 0 ? MigrationExitCode.Pending
        : MigrationExitCode.Success;
}
