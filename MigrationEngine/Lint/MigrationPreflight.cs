using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Keeps migrations with an unassured hazard away from a database that is in use.</summary>
internal static class MigrationPreflight
{
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
