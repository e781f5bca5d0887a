using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs the <see cref="RowCheck"/>s of the migrations at which a database is adopted: each reads its table once.</summary>
public static class UnfitRows
{
    // Who has more than that wants a query, not a list.
    private const int MostOfACheck = 100;

    /// <summary>The rows that cannot be carried, at most 100 a check. Reads only.</summary>
    /// <param name="connection">The database, its session's time zone UTC.</param>
    /// <param name="checks">What to look for.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<IReadOnlyList<UnfitRow>> FindAsync(
        NpgsqlConnection connection, IEnumerable<RowCheck> checks, CancellationToken cancellationToken)
    {
        var found = new List<UnfitRow>();
        foreach (var check in checks)
        {
            if (!await OptionalTable.IsThereAsync(connection, check.Schema, check.Table, check.RecognisedBy, cancellationToken)) continue;
            if (check.Beside is { } beside && !await OptionalTable.IsThereAsync(connection, check.Schema, beside.Table, beside.RecognisedBy, cancellationToken)) continue;

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
