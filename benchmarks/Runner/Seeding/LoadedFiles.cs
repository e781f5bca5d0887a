using System.Globalization;
using Npgsql;

namespace TradingPlatform.Benchmarks;

/// <summary>A load as files in the binary format of COPY, and the script by which psql reads them.</summary>
internal sealed class LoadedFiles(Stage stage, string folder)
{
    private const string Owners = "(SELECT id FROM identity.users WHERE email LIKE '%@load.example')";

    /// <summary>Each after those that it refers to. Columns that the database fills in itself are left to it.</summary>
    private static readonly (string Name, string Condition, string[] Omitted, bool IsLarge)[] Tables =
    [
        ("identity.users", $"id IN {Owners}", ["session_version"], false),
        ("identity.user_roles", $"user_id IN {Owners}", [], false),
        ("trading.strategies", "true", [], false),
        ("trading.bot_configs", "true", [], false),
        ("trading.bot_states", "true", [], false),
        ("execution.orders", "true", [], true),
        ("execution.trades", "true", [], true),
        ("execution.order_logs", "true", ["id"], true),
        ("execution.positions", "true", [], false),
    ];

    private readonly List<(string Copy, bool IsLarge)> _copies = [];

    /// <summary>Writes the files; how many rows they have.</summary>
    public async Task<long> WriteAsync(string database)
    {
        Directory.CreateDirectory(folder);
        var rows = 0L;
        await using var source = NpgsqlDataSource.Create(stage.Server.Connection(database));
        foreach (var (name, condition, omitted, isLarge) in Tables)
        {
            var file = Path.Combine(folder, $"{name}.bin");
            var columns = await ColumnsAsync(source, name, omitted);
            await Measurement.OfAsync(stage.Psql(database, "-c", $"\\copy (SELECT {columns} FROM {name} WHERE {condition} ORDER BY ctid) TO '{file}' (FORMAT binary)"));
            _copies.Add(($"\\copy {name} ({columns}) FROM '{file}' (FORMAT binary)", isLarge));
#pragma warning disable CA2100 // Constants of this class.
            await using var count = source.CreateCommand($"SELECT count(*) FROM {name} WHERE {condition}");
#pragma warning restore CA2100
            rows += Convert.ToInt64(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }

        return rows;
    }

    /// <summary>The script: one transaction, and the statistics that the load gathers too.</summary>
    /// <param name="checksRows">Whether triggers see the rows of the large tables, those of the foreign keys among them.</param>
    public string Script(bool checksRows)
    {
        string Role(string role, bool isLarge) => checksRows || !isLarge ? "" : $"SET session_replication_role = {role};\n";
        var copies = _copies.Select(copy => $"{Role("replica", copy.IsLarge)}{copy.Copy}\n{Role("origin", copy.IsLarge)}");
        return $"BEGIN;\n{string.Concat(copies)}COMMIT;\nANALYZE {string.Join(", ", Tables.Select(table => table.Name))};\n";
    }

    private static async Task<string> ColumnsAsync(NpgsqlDataSource source, string table, string[] omitted)
    {
        await using var command = source.CreateCommand(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL ($2)");
        command.Parameters.Add(new() { Value = table });
        command.Parameters.Add(new() { Value = omitted });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
