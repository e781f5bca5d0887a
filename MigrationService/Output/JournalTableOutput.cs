using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Entries of the journal for people: a row each, and below the rows why some of them failed.</summary>
internal static class JournalTableOutput
{
    public static void Write(IReadOnlyList<JournalEntry> entries)
    {
        var table = new TextTable("Started (UTC)", "Migration", "", "Outcome", "Took", "Source", "By");
        foreach (var entry in entries)
        {
            table.Add(
                Counted.Moment(entry.StartedAt),
                entry.MigrationId,
                Words(entry.Direction),
                Outcome(entry),
                entry.Duration is { } time ? Counted.Duration(time) : "",
                Words(entry.Source),
                $"{entry.OsUser}@{entry.Host} as {entry.DatabaseUser}, {entry.ApplicationVersion.Split('+')[0]}");
        }

        table.Write();
        foreach (var failed in entries.Where(entry => entry.Error is not null))
            TextLine.Write($"{Counted.Moment(failed.StartedAt)} {failed.MigrationId}: ", new Cell(failed.Error!, Tone.Bad));
        if (entries.Count == 0 && Terminal.IsOutput) Console.Out.WriteLine("The journal is empty.");
    }

    private static Cell Outcome(JournalEntry entry)
    {
        var tone = entry.Outcome switch
        {
            JournalOutcome.Succeeded => Tone.Good,
            JournalOutcome.Running => Tone.Active,
            JournalOutcome.Cancelled => Tone.Notice,
            _ => Tone.Bad,
        };
        var steps = entry.IsHalfDone ? FormattableString.Invariant($" after step {entry.StepsDone}/{entry.StepsTotal}") : "";
        return new Cell(Words(entry.Outcome) + steps, tone);
    }

    /// <summary>As the journal and --json write it.</summary>
    private static string Words<T>(T value)
        where T : struct, Enum =>
        value.ToString().ToLowerInvariant();
}
