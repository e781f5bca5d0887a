using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Keeps migrations with an unassured hazard away from a database that is in use.</summary>
internal static class MigrationPreflight
{
    private const string AnyTable =
        """
        SELECT EXISTS (
            SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND c.oid IS DISTINCT FROM to_regclass($1) AND c.oid IS DISTINCT FROM to_regclass('migration.journal')
                AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
        """;

    /// <summary>Whether there is any table beside the bookkeeping and those of extensions: without one nobody is there to be hurt.</summary>
    public static async Task<bool> IsInUseAsync(SchemaDefinition definition, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AnyTable, connection) { Parameters = { new() { Value = definition.History.Name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Looks at what the lint says of a run. A migration that an earlier run has begun is left out: half of it is no safer than all.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: there is an error that is not exempt; nothing was done.</exception>
    public static async Task RefuseHazardsAsync(
        LintReport report, SchemaDefinition definition, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var standing = report.Standing(LintSeverity.Error).ToList();
        if (standing.Count == 0) return;

        var journal = await JournalTable.ReadLastOfEachAsync(connection, definition.History, cancellationToken);
        standing.RemoveAll(finding => journal.Any(entry => entry.MigrationId == finding.MigrationId && entry.IsHalfDone));
        if (standing.Count == 0) return;

        var lines = standing.Select(finding => $"\n  {finding.MigrationId}: {finding.Rule}: {finding.Message}. {finding.Recipe}");
        throw new MigrationException(
            MigrationExitCode.Refused,
            $"This is not safe on a database that is in use, and nothing was done: change the migration, or exempt the operation with a reason where you know better (`lint`, docs/rules).{string.Concat(lines)}");
    }
}
