using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The status for programs. Property names are a contract: add, never rename.</summary>
internal static class StatusDocument
{
    public static void Write(SchemaStatus status) => JsonOutput.Write(
        new
        {
            verdict = status.ExitCode,
            exitCode = (int)status.ExitCode,
            message = StatusTable.Verdict(status),
            status.ServerVersion,
            status.Applied,
            status.Pending,
            status.Unknown,
            status.OutOfOrder,
            status.Heads,
            status.SquashesPending,
            status.SquashesIncomplete,
            unfinished = status.Unfinished.Select(JournalDocument.Of),
            waiting = status.Waiting.Select(WaitingText.Document),
            status.Instances,
            status.Holder,
            backfills = status.Backfills.Select(backfill => BackfillOutput.DocumentOf(backfill, [])),
        });
}
