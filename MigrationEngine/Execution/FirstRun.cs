using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Looks, before the first migration of a context, whether EF Core's own migrator was here: running it all again would fail on the first table.</summary>
internal static class FirstRun
{
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: another history table lists migrations of this build.</exception>
    public static async Task RefuseAfterEfAsync(NpgsqlConnection connection, SchemaDefinition definition, CancellationToken cancellationToken)
    {
        foreach (var other in await ForeignHistory.FindEfAsync(connection, definition.History, cancellationToken))
        {
            var known = other.Entries.Count(id => definition.Graph.Contains(id) || definition.Graph.ReplacementOf(id) is not null);
            if (known == 0 || await IsOfAnotherContextAsync(connection, other.Table, cancellationToken)) continue;

            throw new MigrationException(
                MigrationExitCode.Refused,
                $"{other.Table} lists {known} migrations of this build, applied by EF Core's own migrator, and {definition.History.Name} lists none: take the database over with `adopt` first.");
        }
    }

    /// <summary>Whether the engine itself keeps the table, for a context with migrations of the same ids.</summary>
    private static async Task<bool> IsOfAnotherContextAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        if (!(await JournalColumns.ReadAsync(connection, cancellationToken)).HasOrigins) return false;

        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM migration.journal WHERE history_table = $1)", connection)
        { Parameters = { new() { Value = table.Replace("\"", "", StringComparison.Ordinal) } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
