using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Compares the history with the journal and with the build.</summary>
internal static class HistoryCheck
{
    public static async Task<IEnumerable<CheckFinding>> FindAsync(
        SchemaDefinition definition, SchemaStatus status, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var entries = await JournalTable.ReadLastOfEachAsync(connection, definition.History, cancellationToken);
        var applied = await JournalTable.ReadLastAppliedAsync(connection, definition.History, cancellationToken);
        var rows = status.Applied.Select(row => row.Id).ToHashSet();
        return
        [
            .. status.Unknown.Select(Unknown),
            .. status.SquashesIncomplete.Select(squash => Damage(squash.Id, squash.Sentence, "Run the build before the squash to its end, then this one.")),
            .. status.Unfinished.Where(entry => entry.IsHalfDone && (status.Holder is null || entry.Outcome != JournalOutcome.Running)).Select(HalfDone),
            .. rows.Except(applied.Select(entry => entry.MigrationId)).Except(status.Unknown).Order(StringComparer.Ordinal).Select(Unexplained),
            .. entries.Where(entry => entry is { Direction: MigrationDirection.Up, Outcome: JournalOutcome.Succeeded } && !rows.Contains(entry.MigrationId))
                .Select(entry => Damage(
                    entry.MigrationId,
                    $"The journal says that {entry.MigrationId} is applied, and the history has no row of it: somebody has deleted it.",
                    "Compare with `check --only drift`, then write the row with `stamp`, or apply the migration again with `up` where its objects are gone.")),
        ];
    }

    private static CheckFinding Unknown(string id) => new(
        CheckPart.History,
        id,
        $"Migration {id} is applied, and this build does not contain it.",
        "Deploy the build that contains it, or revert it with that build.")
    { ExitCode = MigrationExitCode.DatabaseAhead };

    private static CheckFinding HalfDone(JournalEntry entry)
    {
        var verb = entry.Direction == MigrationDirection.Up ? "up" : "down";
        return Damage(
            entry.MigrationId,
            FormattableString.Invariant($"Migration {entry.MigrationId} stopped going {verb} after step {entry.StepsDone} of {entry.StepsTotal}."),
            $"Finish it with `{verb}` from version {entry.ApplicationVersion}.");
    }

    private static CheckFinding Unexplained(string id) => Damage(
        id,
        $"The history says that {id} is applied, and no entry of the journal explains it: another tool or a hand has written the row.",
        "Compare and explain it with `adopt`.");

    private static CheckFinding Damage(string id, string message, string remedy) =>
        new(CheckPart.History, id, message, remedy) { ExitCode = MigrationExitCode.Damaged };
}
