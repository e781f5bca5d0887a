using System.Text.Json;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>Every row of every table at one moment.</summary>
internal sealed class TableRows
{
    private readonly Dictionary<string, Dictionary<string, JsonElement>> _tables = [];

    public static async Task<TableRows> ReadAsync(NpgsqlConnection connection)
    {
        var rows = new TableRows();
        foreach (var table in await TableShapes.ReadAsync(connection))
        {
            var key = table.PrimaryKey.Count == 0 ? "t::text" : $"concat_ws('|', {string.Join(", ", table.PrimaryKey.Select(column => $"\"{column}\"::text"))})";
            await using var command = new NpgsqlCommand($"SELECT {key}, to_jsonb(t)::text FROM {table.Name} t", connection);
            await using var reader = await command.ExecuteReaderAsync();
            var read = rows._tables[table.Name] = [];
            while (await reader.ReadAsync()) read[reader.GetString(0)] = JsonDocument.Parse(reader.GetString(1)).RootElement;
        }

        return rows;
    }

    /// <summary>The tables of both that have fewer rows in the other.</summary>
    public IEnumerable<string> Fewer(TableRows after) =>
        _tables.Where(table => after._tables.TryGetValue(table.Key, out var rows) && rows.Count < table.Value.Count).Select(table => table.Key);

    /// <summary>What is not in the other as it is here: <c>schema.table.column</c>, or <c>schema.table</c> where a row is missing.</summary>
    public IEnumerable<string> Lost(TableRows after)
    {
        foreach (var (table, rows) in _tables)
        {
            foreach (var (key, row) in rows)
            {
                if (!after._tables[table].TryGetValue(key, out var other))
                {
                    yield return table;
                    continue;
                }

                // A NULL that has got a value since then is no loss.
                foreach (var column in row.EnumerateObject().Where(column => column.Value.ValueKind != JsonValueKind.Null))
                {
                    if (!JsonElement.DeepEquals(column.Value, other.GetProperty(column.Name))) yield return $"{table}.{column.Name}";
                }
            }
        }
    }
}
