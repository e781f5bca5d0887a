using static TradingPlatform.MigrationEngine.BackfillState;

namespace TradingPlatform.MigrationEngine;

/// <summary>Something that an operator can say to a backfill: <see cref="BackfillControl"/> does it.</summary>
public sealed class BackfillCommand
{
    private static readonly BackfillState[] Going = [Pending, Open, Running, Failed, RowsSetAside];

    private BackfillCommand(string word, BackfillState[] from, BackfillState[] to) => (Word, From, To) = (word, from, to);

    /// <summary>Keeps all runs from working on it. One that has not begun does not begin.</summary>
    public static BackfillCommand Pause { get; } = new("pause", Going, [Paused]) { IsRepeatable = true };

    /// <summary>Lets runs work on it again. Starts none.</summary>
    public static BackfillCommand Resume { get; } = new("resume", [Paused], [Open, Running]) { IsRepeatable = true };

    /// <summary>Opens one again that failed, was cancelled, or has set rows aside, which count again from now on. The next run walks the table again.</summary>
    public static BackfillCommand Retry { get; } = new("retry", [Failed, Cancelled, RowsSetAside], [Open, Running])
    {
        More = ["DELETE FROM migration.backfill_rows WHERE backfill = $1", BackfillStore.RestartSql],
    };

    /// <summary>Gives it up: no run works on it any more, and what it has done stays. What requires it cannot run.</summary>
    public static BackfillCommand Cancel { get; } = new("cancel", [.. Going, Paused], [Cancelled]) { IsRepeatable = true };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BackfillCommand> All { get; } = [Pause, Resume, Retry, Cancel];

    /// <summary>The word, as in the verb <c>backfill</c>.</summary>
    public string Word { get; }

    /// <summary>What is written into the backfill's row.</summary>
    internal string Recorded => To[0] switch { Paused => "paused", Cancelled => "cancelled", _ => "open" };

    /// <summary>More to be done with it; the name is the parameter.</summary>
    internal IReadOnlyList<string> More { get; private init; } = [];

    private BackfillState[] From { get; }

    private BackfillState[] To { get; }

    /// <summary>Whether it is no mistake to say it twice.</summary>
    private bool IsRepeatable { get; init; }

    /// <summary>Those that change something in how a backfill stands; none for one that only the database knows.</summary>
    public static IReadOnlyList<BackfillCommand> PossibleFor(BackfillStatus status) => status.IsKnown ? [.. All.Where(command => command.IsPossible(status.State))] : [];

    /// <summary>Whether something stands as it does afterwards; another state means that somebody was quicker.</summary>
    public bool IsDone(BackfillState state) => To.Contains(state);

    internal bool IsPossible(BackfillState state) => From.Contains(state);

    /// <summary>Whether there is nothing to do, and nothing to refuse.</summary>
    internal bool IsAlready(BackfillState state) => IsRepeatable && To[0] == state;
}
