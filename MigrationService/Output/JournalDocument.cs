using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>An entry of the journal for programs: named one by one, so that what the engine adds for itself does not change the document.</summary>
internal static class JournalDocument
{
    public static object Of(JournalEntry entry) => new
    {
        entry.Id,
        entry.RunId,
        entry.MigrationId,
        entry.Direction,
        entry.Outcome,
        entry.Source,
        entry.StepsTotal,
        entry.StepsDone,
        entry.IsHalfDone,
        entry.StartedAt,
        entry.FinishedAt,
        entry.Duration,
        entry.DatabaseUser,
        entry.OsUser,
        entry.Host,
        entry.ProcessId,
        entry.Application,
        entry.ApplicationVersion,
        entry.ProductVersion,
        entry.SqlHash,
        entry.OperationsHash,
        entry.TraceId,
        entry.Exemptions,
        entry.Error,
    };
}
