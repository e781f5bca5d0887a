using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What is said of contract migrations that wait.</summary>
internal static class WaitingText
{
    /// <summary>The one line that a run says which leaves them alone.</summary>
    public static string Short(int count) =>
        FormattableString.Invariant($"{count} contract {(count == 1 ? "migration waits" : "migrations wait")} for `complete`: `status` says for what.");

    /// <summary>A sentence each.</summary>
    public static string All(IReadOnlyList<WaitingMigration> waiting) => string.Join(Environment.NewLine, waiting.Select(migration => migration.Sentence));

    /// <summary>One of them for programs. Property names are a contract: add, never rename.</summary>
    public static object Document(WaitingMigration migration) => new
    {
        migration.Id,
        migration.IsReady,
        migration.Reasons,
        migration.Backfills,
        instances = migration.Instances.Select(instance => instance.Id),
    };
}
