using Npgsql;
using NpgsqlTypes;

namespace TradingPlatform.Data.Tests;

/// <summary>
/// Fills every table of a database with rows that its types, keys and CHECKs allow, without knowing any of them by name: it tries, and what the
/// database refuses is tried again with other values for the columns of the constraint that it names.
/// </summary>
internal sealed class RowWriter(int seed)
{
    private const int Attempts = 300;

    private readonly Random _random = new(seed);

    /// <summary>Adds rows to every table.</summary>
    /// <returns>The tables that no row could be written to, with what the database said last.</returns>
    public async Task<IReadOnlyList<string>> FillAsync(NpgsqlConnection connection, int rows)
    {
        var refused = new List<string>();
        foreach (var table in await TableShapes.ReadAsync(connection))
        {
            string? error = null;
            for (var row = 0; row < rows; row++) error = await InsertAsync(connection, table) ?? error;
            if (error is null) continue;

            await using var count = new NpgsqlCommand($"SELECT count(*) FROM {table.Name}", connection);
            if (await count.ExecuteScalarAsync() is 0L) refused.Add($"{table.Name}: {error}");
        }

        return refused;
    }

    private async Task<string?> InsertAsync(NpgsqlConnection connection, TableShape table)
    {
        var values = new Dictionary<string, string?>();
        var given = new ColumnValues(_random);
        string? error = null;
        IReadOnlyCollection<string> again = [.. table.Columns.Select(column => column.Name)];
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            foreach (var column in table.Columns.Where(column => again.Contains(column.Name)))
            {
                values.Remove(column.Name);
                if (!column.HasDefault || _random.Next(3) > 0) values[column.Name] = given.Of(column);
            }

            foreach (var reference in table.References.Where(reference => reference.Columns.Any(again.Contains))) await ReferAsync(connection, table, reference, values);
            try
            {
                await InsertAsync(connection, table, values);
                return null;
            }
            catch (PostgresException exception) when (exception.SqlState[..2] is "22" or "23" or "P0")
            {
                error = exception.MessageText;
                again = exception.ConstraintName is { } name && table.Constraints.GetValueOrDefault(name) is { } columns && _random.Next(10) > 0
                    ? [.. columns]
                    : [.. table.Columns.Select(column => column.Name)];
            }
        }

        return error;
    }

    private async Task ReferAsync(NpgsqlConnection connection, TableShape table, ReferenceShape reference, Dictionary<string, string?> values)
    {
        var mayBeNull = table.Columns.Where(column => reference.Columns.Contains(column.Name)).All(column => !column.IsRequired);
        var targets = string.Join(", ", reference.Targets.Select(target => $"\"{target}\"::text"));
        await using var command = new NpgsqlCommand($"SELECT {targets} FROM {reference.Table} ORDER BY random() LIMIT 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var isFound = await reader.ReadAsync() && !(mayBeNull && _random.Next(3) == 0);
        for (var i = 0; i < reference.Columns.Count; i++) values[reference.Columns[i]] = isFound && !await reader.IsDBNullAsync(i) ? reader.GetString(i) : null;
    }

    private static async Task InsertAsync(NpgsqlConnection connection, TableShape table, Dictionary<string, string?> values)
    {
        var columns = table.Columns.Where(column => values.ContainsKey(column.Name)).ToList();
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = columns.Count == 0
            ? $"INSERT INTO {table.Name} DEFAULT VALUES"
            : $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", columns.Select((column, i) => $"CAST(${i + 1} AS {column.Type})"))})";
        foreach (var column in columns) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)values[column.Name] ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }
}
