namespace TradingPlatform.MigrationEngine;

/// <summary>PostgreSQL 14.0 to 14.3 can leave rows out of an index that is built concurrently (fixed in 14.4).</summary>
internal static class ConcurrentBuilds
{
    private static readonly Version FirstBroken = new(14, 0);
    private static readonly Version FirstFixed = new(14, 4);

    /// <summary>Refuses the whole run before anything has happened.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>.</exception>
    public static void RefuseOn(Version server, IEnumerable<PlannedMigration> migrations)
    {
        if (server < FirstBroken || server >= FirstFixed) return;

        if (In(migrations) is { } building) throw new MigrationException(MigrationExitCode.Refused, Sentence(building, server.ToString()));
    }

    /// <summary>The first migration that builds an index concurrently; null where none does.</summary>
    public static string? In(IEnumerable<PlannedMigration> migrations) =>
        migrations.FirstOrDefault(migration => migration.Steps.Any(step => !step.IsTransactional && IsBuild(step.Statements[0])))?.Id;

    /// <summary>What is wrong and what to do.</summary>
    public static string Sentence(string migration, string server) =>
        $"Migration {migration} builds an index concurrently, and PostgreSQL {server} can leave rows out of such an index: update the server to 14.4 or later.";

    private static bool IsBuild(string sql) => LooseStatement.In(sql) is ConcurrentIndex or RepeatableStatement { IsConcurrent: true };
}
