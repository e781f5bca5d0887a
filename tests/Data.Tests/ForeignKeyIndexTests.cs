using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

public sealed class ForeignKeyIndexTests
{
    /// <summary>Each foreign key with the query that PostgreSQL itself runs in the referring table when a referred row is deleted, and whether an index begins with its columns.</summary>
    private const string Lookups =
        """
        SELECT format('%s (%s)', constrained.conrelid::regclass, string_agg(quote_ident(attname), ', ' ORDER BY place)),
               format('SELECT FROM ONLY %s WHERE %s FOR KEY SHARE', constrained.conrelid::regclass,
                      string_agg(format('%I = (SELECT NULL::%s)', attname, format_type(atttypid, NULL)), ' AND ' ORDER BY place)),
               EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid AND indisvalid AND (indkey::int2[])[0:cardinality(conkey) - 1] <@ conkey)
        FROM pg_constraint AS constrained, unnest(conkey) WITH ORDINALITY AS key (number, place), pg_attribute
        WHERE contype = 'f' AND attrelid = conrelid AND attnum = key.number
        GROUP BY constrained.oid, conrelid ORDER BY 1
        """;

    [Fact]
    public async Task EveryForeignKey_IsLookedUpThroughAnIndex()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var keys = new List<(string Key, string Query, bool Leads)>();
        await using (var command = new NpgsqlCommand(Lookups, connection))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) keys.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));

        // The tables are empty: without this the planner would read them whole whatever there is.
        await using (var setting = new NpgsqlCommand("SET enable_seqscan = off", connection)) await setting.ExecuteNonQueryAsync();
        var without = new List<string>();
        foreach (var (key, query, leads) in keys)
        {
            var plan = "";
            await using var explain = new NpgsqlCommand($"EXPLAIN {query}", connection);
            await using var reader = await explain.ExecuteReaderAsync();
            while (await reader.ReadAsync()) plan += reader.GetString(0) + "\n";
            if (!leads || plan.Contains("Seq Scan", StringComparison.Ordinal)) without.Add(key);
        }

        Assert.True(keys.Count > 10, $"{keys.Count} foreign keys were found.");
        Assert.Equal([], without);
    }
}
