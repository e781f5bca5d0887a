using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A database with the tables of the pages' examples.</summary>
public sealed class ShopDatabase : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public string ConnectionString => _database.ConnectionString;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(RulePage.Schema, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>What the lint reads of the catalog for these changes.</summary>
    internal async Task<LintFacts> FactsAsync(string sql)
    {
        await using var connection = await OpenAsync();
        var changes = StatementEffects.Of(sql).SelectMany(statement => statement.Changes).ToList();
        return await LintFactsReader.ReadAsync(
            connection,
            [.. changes.SelectMany(change => new[] { change.Table, change.Other }).OfType<TableName>().Select(table => table.Name)],
            [.. changes.Select(change => change.Column?.Type).OfType<string>().Select(LintFacts.NameOf)],
            CancellationToken.None);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();
}
