using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs the <see cref="RowCheck"/>s of the migrations at which a database is adopted: each reads its table once.</summary>
internal static class UnfitRows
{
    // Who has more than that wants a query, not a list.
    private const int MostOfACheck = 100;

    public static async Task<IReadOnlyList<UnfitRow>> FindAsync(
        NpgsqlConnection connection, IEnumerable<RowCheck> checks, CancellationToken cancellationToken)
    {
        var found = new List<UnfitRow>();
        foreach (var check in checks)
        {
            var table = $"{check.Schema}.{check.Table}";
#pragma warning disable CA2100 // Constants of the build; nothing of it comes from outside.
            await using var command = new NpgsqlCommand(
                $"SELECT ({check.Key})::text FROM {Sql.Qualified(check.Schema, check.Table)} WHERE {check.Condition} ORDER BY 1 LIMIT {MostOfACheck}", connection);
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                found.Add(new UnfitRow(table, reader.IsDBNull(0) ? "" : reader.GetString(0), check.Reason));
        }

        return found;
    }
}
