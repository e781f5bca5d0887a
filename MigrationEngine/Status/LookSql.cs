using System.Globalization;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a <see cref="FirstLook"/> asks: each answer is lines of text.</summary>
internal static class LookSql
{
    /// <summary>What no migration is called: its line stands for "not certain".</summary>
    private const string Doubt = "-";

    /// <summary>Nor is this: its line stands for "somebody migrates, and this session may listen for the end of it".</summary>
    public const string Locked = "!";

    /// <summary>Begins the name of a backfill that no run goes on with.</summary>
    public const char Settled = '+';

    /// <summary>A line where somebody holds the migration lock.</summary>
    public static string IsLocked { get; } = $"COPY (SELECT true FROM pg_locks AS lock WHERE {AdvisoryLock.IsLock}) TO STDOUT";

    /// <summary>
    /// The applied migrations, where asked for the settled backfills, and <see cref="Doubt"/> where something is unfinished or the condition does
    /// not hold, <see cref="Locked"/> where somebody migrates. Where the server's process is not the announced one, that is a doubt as well:
    /// behind a pooler somebody else would be told.
    /// </summary>
    public static string Question(HistoryTable history, string condition, bool asksBackfills, int processId) =>
        $"""
        COPY (
            SELECT "MigrationId" FROM {history.Name}
            {(asksBackfills ? $"UNION ALL SELECT '{Settled}' || name FROM migration.backfills WHERE state IN ('finished', 'paused', 'cancelled', 'set_aside')" : "")}
            UNION ALL
            SELECT CASE pg_backend_pid() WHEN {processId} THEN '{Locked}' ELSE '{Doubt}' END WHERE EXISTS (SELECT FROM pg_locks AS lock WHERE {AdvisoryLock.IsLock})
            UNION ALL
            SELECT '{Doubt}' WHERE ({condition}) IS NOT TRUE
                OR to_regclass('migration.first_runs') IS NULL
                OR EXISTS (
                    SELECT FROM migration.journal AS entry
                    WHERE outcome <> 'succeeded'
                    AND NOT EXISTS (
                        -- Through JSON, because the journal of an older engine lacks the column.
                        SELECT FROM migration.journal AS later WHERE later.migration_id = entry.migration_id AND later.id > entry.id
                        AND to_jsonb(later) ->> 'history_table' IS NOT DISTINCT FROM to_jsonb(entry) ->> 'history_table'))
        ) TO STDOUT
        """;

    /// <summary>A line where the database has no relation at all beside those of PostgreSQL: no history, no journal, and nobody's table.</summary>
    public const string IsBlank =
        """
        COPY (SELECT true WHERE NOT EXISTS (
            SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema')) TO STDOUT
        """;

    /// <summary>Tries to take the lock, where the server's process is the announced one: t or f. No line, and no attempt, elsewhere.</summary>
    public static string TryLock(int processId) => string.Create(
        CultureInfo.InvariantCulture, $"COPY (SELECT pg_try_advisory_lock({AdvisoryLock.Key}) WHERE pg_backend_pid() = {processId}) TO STDOUT");
}
