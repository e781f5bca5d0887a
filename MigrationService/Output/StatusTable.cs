using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The status for people: a row a migration, then the answer in sentences.</summary>
internal static class StatusTable
{
    public static void Write(SchemaStatus status)
    {
        WriteRows(status);
        TextLine.Write(new Cell(Verdict(status), status.ExitCode switch
        {
            MigrationExitCode.Success => Tone.Good,
            MigrationExitCode.Pending => Tone.Notice,
            _ => Tone.Bad,
        }));
        foreach (var (sentence, tone) in Remarks(status)) TextLine.Write(new Cell(sentence, tone));
        if (status.Backfills.Any(backfill => backfill.State != BackfillState.Finished)) BackfillOutput.WriteTable(status.Backfills);
        Console.Out.WriteLine($"PostgreSQL {status.ServerVersion}.");
    }

    /// <summary>The answer in one sentence.</summary>
    public static string Verdict(SchemaStatus status) => status.ExitCode switch
    {
        MigrationExitCode.Success when status.Waiting.Count > 0 && !status.AppliesContractions =>
            $"Up to date: every expand migration is applied. {WaitingText.Short(status.Waiting.Count).Replace(": `status` says for what", "", StringComparison.Ordinal)}",
        MigrationExitCode.Success => $"Up to date: all {Counted.Of(status.Applied.Count, "migration")} {(status.Applied.Count == 1 ? "is" : "are")} applied.",
        MigrationExitCode.Pending => $"{Counted.Of(status.Expected.Count, "migration")} {(status.Expected.Count == 1 ? "is" : "are")} pending: apply with `up`.",
        MigrationExitCode.DatabaseAhead =>
            $"The database is ahead: {Counted.Of(status.Unknown.Count, "migration")} {(status.Unknown.Count == 1 ? "is" : "are")} not in this build. Deploy the build that contains them, or revert them with it.",
        _ => string.Join(' ', status.Unfinished.Where(entry => entry.IsHalfDone).Select(HalfDone).Concat(status.SquashesIncomplete.Select(squash => squash.Sentence))),
    };

    private static string HalfDone(JournalEntry entry)
    {
        var verb = entry.Direction == MigrationDirection.Up ? "up" : "down";
        return FormattableString.Invariant(
            $"{entry.MigrationId} stopped going {verb} after step {entry.StepsDone} of {entry.StepsTotal}: finish it with `{verb}`.");
    }

    private static IEnumerable<(string Sentence, Tone Tone)> Remarks(SchemaStatus status)
    {
        if (status.Heads.Count > 1)
            yield return ($"Two branches end here: {string.Join(", ", status.Heads)}. Join them with `merge` before `up`.", Tone.Notice);
        foreach (var squash in status.SquashesPending)
            yield return ($"{squash.Id} counts as applied: all {squash.Replaced.Count} that it folds are. The next `up` writes it down.", Tone.Plain);
        foreach (var waiting in status.AppliesContractions ? [] : status.Waiting) yield return (waiting.Sentence, waiting.IsReady ? Tone.Good : Tone.Notice);
        foreach (var instance in status.Instances) yield return ($"In use by {instance}.", Tone.Plain);
        if (status.Holder is not null) yield return ($"Migrating right now: {status.Holder}.", Tone.Active);
    }

    private static void WriteRows(SchemaStatus status)
    {
        var unfinished = status.Unfinished.ToDictionary(entry => entry.MigrationId);
        var table = new TextTable("Migration", "State", "Applied (UTC)");
        foreach (var row in Rows().OrderBy(row => row.Id, StringComparer.Ordinal)) table.Add(row.Id, row.State, row.AppliedAt);
        table.Write();

        IEnumerable<(string Id, Cell State, string AppliedAt)> Rows()
        {
            foreach (var applied in status.Applied)
            {
                var state = status.Unknown.Contains(applied.Id) ? new Cell("unknown", Tone.Bad) : State(applied.Id, new Cell("applied", Tone.Good));
                yield return (applied.Id, state, Counted.Moment(applied.AppliedAt));
            }

            foreach (var id in status.Pending)
                yield return (id, State(id, new Cell(Pending(id), Tone.Notice)), "");
        }

        string Pending(string id) =>
            status.OutOfOrder.Contains(id) ? "pending, out of order"
            : status.AppliesContractions || status.Waiting.FirstOrDefault(waiting => waiting.Id == id) is not { } contraction ? "pending"
            : contraction.IsReady ? "contract, ready"
            : "contract, waits";

        Cell State(string id, Cell otherwise) =>
            !unfinished.TryGetValue(id, out var entry) ? otherwise
            : entry.IsHalfDone ? new Cell("half-applied", Tone.Bad)
            : new Cell("running", Tone.Active);
    }
}
