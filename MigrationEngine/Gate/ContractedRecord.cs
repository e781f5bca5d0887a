using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What a contract migration leaves for builds that do not know it: the row of <c>migration.contracted</c>. It is there from the commit
/// of the migration's first step on, and gone with the commit that reverts the last one.
/// </summary>
internal sealed class ContractedRecord(HistoryTable history, MigrationGraph graph)
{
    private const string AddSql =
        """
        INSERT INTO migration.contracted (history_table, migration_id, oldest_build) VALUES ($1, $2, string_to_array($3, E'\n'))
        ON CONFLICT (history_table, migration_id) DO UPDATE SET oldest_build = excluded.oldest_build
        """;

    private const string RemoveSql = "DELETE FROM migration.contracted WHERE history_table = $1 AND migration_id = $2";

    /// <summary>Of a migration that may have begun its first step or not.</summary>
    private const string RemoveUnlessBegunSql =
        RemoveSql + " AND NOT EXISTS (SELECT FROM migration.journal WHERE id = $3 AND (steps_done > 0 OR open_step IS NOT NULL))";

    /// <summary>Whether the migration takes something away from applications.</summary>
    public bool IsContraction(string id) => graph.Contains(id) && graph[id].Phase == MigrationPhase.Contract;

    /// <summary>For the transaction of the first step up.</summary>
    public NpgsqlBatchCommand Add(string id) => new(AddSql)
    {
        Parameters = { new() { Value = history.Key }, new() { Value = id }, new() { Value = string.Join('\n', BuildRequirement.Of(graph, id)) } },
    };

    /// <summary>For the transaction of the last step down.</summary>
    public NpgsqlBatchCommand Remove(string id) => new(RemoveSql) { Parameters = { new() { Value = history.Key }, new() { Value = id } } };

    /// <summary>After a first step that failed and left nothing.</summary>
    public NpgsqlBatchCommand RemoveUnlessBegun(string id, long entry) =>
        new(RemoveUnlessBegunSql) { Parameters = { new() { Value = history.Key }, new() { Value = id }, new() { Value = entry } } };

    public static async Task ExecuteAsync(NpgsqlConnection connection, NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
