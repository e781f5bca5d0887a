using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Finds migrations that were edited after they were applied, by the hash of their operations.</summary>
internal static class EditedMigrations
{
    public static async Task<IEnumerable<CheckFinding>> FindAsync(
        DbContext context, SchemaDefinition definition, SchemaStatus status, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = status.Applied.Select(row => row.Id).Where(definition.Graph.Contains).ToHashSet();
        var entries = await JournalTable.ReadLastAppliedAsync(connection, definition.History, cancellationToken);
        var planner = new MigrationPlanner(context, definition.Graph);
        return [.. entries.Where(entry => applied.Contains(entry.MigrationId) && IsOther(entry, planner)).OrderBy(entry => entry.MigrationId, StringComparer.Ordinal).Select(Finding)];
    }

    private static bool IsOther(JournalEntry entry, MigrationPlanner planner)
    {
        if (entry.OperationsHash is { } operations) return planner.HashOf(entry.MigrationId) != operations;

        // An entry of an older engine has the hash of the SQL alone, which another version of EF or of the provider may write differently.
        return entry.SqlHash.Length > 0 && entry.ProductVersion == ThisProcess.ProductVersion
            && planner.Plan(MigrationDirection.Up, [entry.MigrationId]).Migrations[0].SqlHash != entry.SqlHash;
    }

    private static CheckFinding Finding(JournalEntry entry) => new(
        CheckPart.Edited,
        entry.MigrationId,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Migration {entry.MigrationId} was edited after it was applied on {entry.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC with version {entry.ApplicationVersion}."),
        "Bring its file back to what was applied, and put the change into a new migration.")
    { ExitCode = MigrationExitCode.Damaged };
}
