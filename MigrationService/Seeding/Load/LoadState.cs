using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>What is there already. A chunk is committed as a whole, and so its last trade says how far it goes: nothing else has to be kept.</summary>
internal static class LoadState
{
    private const string Sql =
        """
        SELECT (SELECT max(trade_id) FROM execution.trades WHERE trade_id >= format('load-%s-00000', name) AND trade_id <= format('load-%s-99999', name))
        FROM generate_series(0, $1 - 1) AS chunk, LATERAL (SELECT lpad(chunk::text, 6, '0')) AS names (name)
        ORDER BY chunk
        """;

    /// <summary>The round trips that each of the first chunks has.</summary>
    public static async Task<IReadOnlyList<int>> ReadAsync(NpgsqlConnection connection, int chunks, CancellationToken cancellationToken)
    {
        var trips = new List<int>(chunks);
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = chunks } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            trips.Add(await reader.IsDBNullAsync(0, cancellationToken) ? 0 : TripsUpTo(reader.GetString(0)));

        return trips;
    }

    /// <summary>How many chunks are there at all, of whatever size the load was: the number of the last one, and one.</summary>
    public static async Task<int> ChunksAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT max(trade_id) FROM execution.trades WHERE trade_id >= 'load-000000-00000' AND trade_id <= 'load-999999-99999'", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is string last
            ? 1 + int.Parse(last.AsSpan(LoadShape.KeyPrefix.Length, 6), CultureInfo.InvariantCulture)
            : 0;
    }

    private static int TripsUpTo(string trade) => (int.Parse(trade.AsSpan(trade.Length - 5), CultureInfo.InvariantCulture) + 1) / LoadShape.TradesPerTrip;
}
