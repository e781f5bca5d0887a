namespace TradingPlatform.MigrationEngine;

/// <summary>A relation as the catalog has it at one moment.</summary>
/// <param name="Name">Its schema and name.</param>
/// <param name="Kind">pg_class.relkind: r table, p partitioned table, i and I index, m materialized view, v view, S sequence, f foreign table.</param>
/// <param name="File">Where its rows are; null for what has none, such as a view or a partitioned table.</param>
/// <param name="Table">For an index the table; otherwise null.</param>
/// <param name="Parent">For a partition or an heir what it belongs to; otherwise null.</param>
internal sealed record RelationState(TableName Name, char Kind, uint? File, uint? Table, uint? Parent)
{
    public bool IsIndex => Kind is 'i' or 'I';
}
