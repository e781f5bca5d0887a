using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads and locks the rows, lets the program make the new values, and writes them.</summary>
internal sealed class CodeWork(CodeBackfill backfill, BackfillKey key, BackfillSql sql) : BackfillWork(backfill, sql)
{
    private readonly string[] _columns = [.. key.Columns.Select(column => column.Name), .. backfill.Columns];

    public override async Task<long> RunAsync(
        NpgsqlConnection connection, BackfillSpan span, bool hasSetAside, bool isChecked, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(connection, span, hasSetAside, cancellationToken);
        if (rows.Count == 0) return 0;

        await backfill.ApplyAsync(new BackfillBatch(connection, rows), cancellationToken);
        await WriteAsync(connection, rows, cancellationToken);
        if (isChecked) await RefuseLeftAsync(connection, span, hasSetAside, [.. rows.Select(row => Joined(row.Key))], cancellationToken);
        return rows.Count;
    }

    private async Task<IReadOnlyList<BackfillRow>> ReadAsync(NpgsqlConnection connection, BackfillSpan span, bool hasSetAside, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        var listed = string.Join(", ", _columns.Skip(Statements.Width).Select(Statements.Column));
        command.CommandText = Statements.Locked($"{Statements.KeyAsText}{(listed.Length > 0 ? $", {listed}" : "")}", span, hasSetAside, command.Parameters);
        command.AllResultTypesAreUnknown = false;
        command.UnknownResultTypeList = await UnknownAsync(connection, cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ordinals = _columns.Index().DistinctBy(column => column.Item).ToDictionary(column => column.Item, column => column.Index);
        var rows = new List<BackfillRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new object?[_columns.Length];
            for (var ordinal = 0; ordinal < values.Length; ordinal++) values[ordinal] = reader.IsDBNull(ordinal) ? null : reader.GetValue(ordinal);
            rows.Add(new BackfillRow(ordinals, [.. values.Take(Statements.Width).Cast<string>()], values));
        }

        return rows;
    }

    /// <summary>Types that PostgreSQL does not have by itself are asked for as text: the session has not loaded them.</summary>
    private async Task<bool[]> UnknownAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_unknown is not null) return _unknown;

        await using var command = new NpgsqlCommand(
            """
            SELECT attname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
            WHERE attrelid = to_regclass($1) AND attnum > 0 AND typnamespace <> 'pg_catalog'::regnamespace
            """,
            connection)
        { Parameters = { new() { Value = Sql.Qualified(backfill.Schema, backfill.Table) } } };
        var others = (await ReadKeysAsync(command, cancellationToken)).Select(name => name[0]).ToHashSet();
        return _unknown = [.. _columns.Select((column, index) => index >= Statements.Width && others.Contains(column))];
    }

    private bool[]? _unknown;

    private async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<BackfillRow> rows, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in rows.Where(row => row.Changes.Count > 0))
        {
            var command = new NpgsqlBatchCommand();
            var assignments = new List<string>();
            foreach (var (column, value) in row.Changes)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
                assignments.Add(FormattableString.Invariant($"{Sql.Identifier(column)} = ${command.Parameters.Count}"));
            }

            command.CommandText = $"UPDATE {Statements.From} SET {string.Join(", ", assignments)} WHERE {Statements.Is(row.Key, command.Parameters)}";
            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
