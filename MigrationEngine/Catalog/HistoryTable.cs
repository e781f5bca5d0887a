using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>EF Core's history table, read and written by plain SQL so that looking at it builds no model and takes no lock beyond a reader's.</summary>
internal sealed record HistoryTable(string? Schema, string Table)
{
    /// <summary>The quoted name.</summary>
    public string Name { get; } = Schema is null ? Quote(Table) : $"{Quote(Schema)}.{Quote(Table)}";

    /// <summary>The name under which the journal keeps this table's entries apart from those of another context in the same database.</summary>
    public string Key { get; } = $"{Schema ?? "public"}.{Table}";

    public string CreateSql =>
        $"""
        {(Schema is null ? "" : $"CREATE SCHEMA IF NOT EXISTS {Quote(Schema)};\n")}CREATE TABLE IF NOT EXISTS {Name} (
            "MigrationId" character varying(150) NOT NULL CONSTRAINT {Quote("PK_" + Table)} PRIMARY KEY,
            "ProductVersion" character varying(32) NOT NULL)
        """;

    /// <summary>Adds a row: its id and EF Core's version are parameters.</summary>
    public string AddSql => $"""INSERT INTO {Name} ("MigrationId", "ProductVersion") VALUES ($1, $2)""";

    /// <summary>Removes a row: its id is the parameter.</summary>
    public string RemoveSql => $"""DELETE FROM {Name} WHERE "MigrationId" = $1""";

    /// <summary>The applied migrations in order; empty where the table does not exist.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="patience">How long another tool's lock on the table is waited for before 55P03; null for ever.</param>
    public async Task<IReadOnlyList<HistoryRow>> ReadAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        return await ExistsAsync(connection, cancellationToken) ? await ReadRowsAsync(connection, patience, cancellationToken) : [];
    }

    /// <summary>The same, of a table that is there.</summary>
    public async Task<IReadOnlyList<HistoryRow>> ReadRowsAsync(
        NpgsqlConnection connection, TimeSpan? patience, CancellationToken cancellationToken)
    {
        // One batch is one transaction, at whose end the setting is what it was.
        var timeout = patience is { } limit ? ((long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : "0";
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT set_config('lock_timeout', $1, true)") { Parameters = { new() { Value = timeout } } },
                new($"""SELECT "MigrationId", "ProductVersion" FROM {Name}"""),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<HistoryRow>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(new HistoryRow(reader.GetString(0), reader.GetString(1)));

        // Sorted here: a database's collation may order ids differently from the assembly.
        rows.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return rows;
    }

    /// <summary>Adds the row (up) or removes it (down), for the end of the transaction that completes the migration.</summary>
    public NpgsqlBatchCommand Record(PlannedMigration migration) => migration.Direction == MigrationDirection.Up
        ? new(AddSql) { Parameters = { new() { Value = migration.Id }, new() { Value = ThisProcess.ProductVersion } } }
        : new(RemoveSql) { Parameters = { new() { Value = migration.Id } } };

    /// <summary>Adds the row in the connection's open transaction.</summary>
    public async Task AddAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(AddSql, connection)
        { Parameters = { new() { Value = id }, new() { Value = ThisProcess.ProductVersion } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Removes the row in the connection's open transaction.</summary>
    public async Task RemoveAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(RemoveSql, connection)
        { Parameters = { new() { Value = id } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection) { Parameters = { new() { Value = Name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Quote(string identifier) => Sql.Identifier(identifier);
}
