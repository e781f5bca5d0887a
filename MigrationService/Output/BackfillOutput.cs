using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Backfills for people and for programs.</summary>
internal static class BackfillOutput
{
    /// <summary>Rows set aside that are listed of one backfill; the table migration.backfill_rows has all.</summary>
    public const int MostRows = 20;

    /// <summary>A row a backfill, then what is wrong.</summary>
    public static void Write(IReadOnlyList<BackfillStatus> all, IReadOnlyDictionary<string, IReadOnlyList<SetAsideRow>> setAside)
    {
        if (all.Count == 0) Console.Out.WriteLine("This build has no backfills.");
        WriteTable(all);
        foreach (var status in all)
        {
            if (status.Name.StartsWith(KeyRotation.NamePrefix, StringComparison.Ordinal)) TextLine.Write(new Cell($"{status.Name} is run by `rotate-keys`.", Tone.Muted));
            else if (!status.IsKnown) TextLine.Write(new Cell($"{status.Name} is not in this build: a newer one has it, or it was removed.", Tone.Notice));
            if (status.Error is { } error) TextLine.Write(new Cell(error, Tone.Bad));
            foreach (var worker in status.Workers) TextLine.Write(new Cell($"{status.Name} is worked on by {worker}.", Tone.Active));
            if (!setAside.TryGetValue(status.Name, out var rows)) continue;

            TextLine.Write(new Cell(
                $"{status.Name} has set aside {Counted.Of(status.RowsSetAside, "row")}: correct them, then `backfill retry {status.Name}`.", Tone.Bad));
            foreach (var row in rows) Console.Out.WriteLine($"  ({string.Join(", ", row.Key)}): {row.Error}{(row.SqlState is null ? "" : $" ({row.SqlState})")}");
            if (status.RowsSetAside > rows.Count) Console.Out.WriteLine($"  and {status.RowsSetAside - rows.Count} more in migration.backfill_rows.");
        }
    }

    /// <summary>The rows alone.</summary>
    public static void WriteTable(IReadOnlyList<BackfillStatus> all)
    {
        var table = new TextTable("Backfill", "State", "Table", "Done", "Rows", "Speed", "Left");
        foreach (var status in all)
        {
            table.Add(
                status.Name,
                status.GivesWay is null ? new Cell(Words(status.State), ToneOf(status.State)) : new Cell("giving way", Tone.Notice),
                status.Table,
                status.Fraction is { } done ? FormattableString.Invariant($"{Math.Floor(100 * done)} %") : "",
                RowsOf(status),
                status.RowsPerSecond is > 0 and var speed ? FormattableString.Invariant($"{speed:0}/s") : "",
                status.TimeLeft is { } left ? $"about {Counted.Duration(left)}" : "");
        }

        table.Write();
        foreach (var status in all.Where(status => status.GivesWay is not null))
            TextLine.Write(new Cell($"{status.Name} gives way: {status.GivesWay}.", Tone.Notice));
    }

    /// <summary>Property names are a contract: add, never rename.</summary>
    public static void WriteDocument(
        IReadOnlyList<BackfillStatus> all, IReadOnlyDictionary<string, IReadOnlyList<SetAsideRow>> setAside, MigrationExitCode exitCode) => JsonOutput.Write(new
        {
            verdict = exitCode,
            exitCode = (int)exitCode,
            backfills = all.Select(status => DocumentOf(status, setAside.GetValueOrDefault(status.Name, []))),
        });

    /// <summary>One backfill of a document.</summary>
    public static object DocumentOf(BackfillStatus status, IReadOnlyList<SetAsideRow> setAside) => new
    {
        status.Name,
        status.State,
        status.After,
        status.Table,
        status.IsKnown,
        status.EstimatedRows,
        status.RowsWalked,
        status.Fraction,
        status.RowsChanged,
        status.RowsSetAside,
        status.RowsPerSecond,
        status.TimeLeft,
        status.Worked,
        status.StartedAt,
        status.UpdatedAt,
        status.FinishedAt,
        status.Error,
        status.Workers,
        status.GivesWay,
        setAside,
    };

    /// <summary>What a run did.</summary>
    public static void Write(IReadOnlyList<BackfillResult> results)
    {
        if (results.Count == 0) Console.Out.WriteLine("This build has no backfills.");
        foreach (var result in results) TextLine.Write(new Cell(Sentence(result), ToneOf(result.Outcome)));
    }

    /// <summary>The same for programs.</summary>
    public static void WriteDocument(IReadOnlyList<BackfillResult> results, MigrationExitCode exitCode) =>
        JsonOutput.Write(new { verdict = exitCode, exitCode = (int)exitCode, backfills = results });

    public static MigrationExitCode ExitCodeOf(IReadOnlyList<BackfillStatus> all) =>
        all.Any(status => status.State == BackfillState.Failed) ? MigrationExitCode.MigrationFailed
        : all.Any(status => status.State == BackfillState.RowsSetAside) ? MigrationExitCode.RowsSetAside
        : all.Any(status => status.State != BackfillState.Finished) ? MigrationExitCode.Pending
        : MigrationExitCode.Success;

    public static MigrationExitCode ExitCodeOf(IReadOnlyList<BackfillResult> results) =>
        results.Any(result => result.Outcome == BackfillOutcome.Failed) ? MigrationExitCode.MigrationFailed
        : results.Any(result => result.Outcome == BackfillOutcome.RowsSetAside) ? MigrationExitCode.RowsSetAside
        : results.Any(result => result.Outcome != BackfillOutcome.Finished) ? MigrationExitCode.Pending
        : MigrationExitCode.Success;

    public static string Words(BackfillState state) => state switch
    {
        BackfillState.NotYetPossible => "not yet possible",
        BackfillState.Pending => "waiting",
        BackfillState.Open => "open",
        BackfillState.Running => "running",
        BackfillState.Paused => "paused",
        BackfillState.Cancelled => "cancelled",
        BackfillState.Failed => "failed",
        BackfillState.RowsSetAside => "rows set aside",
        BackfillState.Finished => "finished",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };

    private static string RowsOf(BackfillStatus status) => status switch
    {
        { RowsChanged: 0, State: BackfillState.Finished, StartedAt: not null } => "none needed it",
        { RowsChanged: 0, RowsWalked: 0 } => "",
        _ => FormattableString.Invariant($"{status.RowsChanged} changed"),
    };

    private static Tone ToneOf(BackfillState state) => state switch
    {
        BackfillState.Finished => Tone.Good,
        BackfillState.Running => Tone.Active,
        BackfillState.Failed or BackfillState.RowsSetAside => Tone.Bad,
        BackfillState.NotYetPossible => Tone.Muted,
        _ => Tone.Notice,
    };

    private static Tone ToneOf(BackfillOutcome outcome) => outcome switch
    {
        BackfillOutcome.Finished => Tone.Good,
        BackfillOutcome.Failed or BackfillOutcome.RowsSetAside => Tone.Bad,
        _ => Tone.Notice,
    };

    private static string Sentence(BackfillResult result) => result.Outcome switch
    {
        BackfillOutcome.Finished => $"{result.Name} has finished: {Counted.Of(result.RowsChanged, "row")} changed in {Counted.Duration(result.Duration)}.",
        BackfillOutcome.NotYetPossible => $"{result.Name} is not yet possible: its migration is not applied.",
        BackfillOutcome.BudgetUsedUp => $"{result.Name} is open, the time is over: {Counted.Of(result.RowsChanged, "row")} changed in {Counted.Duration(result.Duration)}. Run it again to go on.",
        BackfillOutcome.Paused => $"{result.Name} is paused: `backfill resume {result.Name}` lets it go on.",
        BackfillOutcome.Cancelled => $"{result.Name} is cancelled: `backfill retry {result.Name}` opens it again.",
        BackfillOutcome.RowsSetAside => $"{result.Name} is done but for {Counted.Of(result.RowsSetAside, "row")} that cannot be: `backfill list` shows them.",
        BackfillOutcome.Failed => result.Error!,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result.Outcome, "There is no such outcome."),
    };
}
