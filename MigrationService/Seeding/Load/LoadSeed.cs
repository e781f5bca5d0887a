using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// Fills a database with millions of trades and what belongs to them. The rows follow from their numbers alone; chunks of them are made
/// by one thread while another streams the one before by binary COPY, each chunk in a transaction. A load that was cut off, killed or
/// smaller is continued: what is there is found by its keys, and the end is the same as that of one undisturbed run. Constraints and
/// indexes stay as they are: others may work on the database meanwhile.
/// </summary>
internal static class LoadSeed
{
    /// <summary>Adds what <paramref name="plan"/> wants and the database lacks.</summary>
    /// <param name="connectionString">Of the migrated database, with the roles of the minimal profile.</param>
    /// <param name="plan">How much.</param>
    /// <param name="progress">Told after each commit.</param>
    /// <param name="cancellationToken">Rolls back what is open; the committed chunks stay, for the next run to continue.</param>
    /// <returns>The rows that were added, by table.</returns>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.SeedFailed"/>: the database refused rows, or is full.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> RunAsync(
        string connectionString, LoadPlan plan, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> there;
        bool checksInBulk;
        await using (var connection = await LoadConnection.OpenAsync(connectionString, cancellationToken))
        {
            there = await LoadState.ReadAsync(connection, plan.Chunks, cancellationToken);
            checksInBulk = await LoadSession.CanCheckInBulkAsync(connection, cancellationToken);
        }

        var missing = MissingOf(plan, there);
        var tradesThere = there.Select((trips, chunk) => (long)Math.Min(trips, plan.TripsOf(chunk))).Sum() * LoadShape.TradesPerTrip;
        var tally = new LoadTally(tradesThere, plan.Trips * LoadShape.TradesPerTrip, progress);
        if (missing.Count == 0) return tally.Added;

        var next = -1;
        LoadPart? Take() => Interlocked.Increment(ref next) is var index && index < missing.Count
            ? LoadPart.Of(plan, missing[index], there[missing[index]])
            : null;
        try
        {
            await Parallel.ForAsync(0, Math.Min(plan.Connections, missing.Count), Each(plan, cancellationToken), async (_, token) =>
            {
                await using var connection = await LoadConnection.OpenAsync(connectionString, token);
                await WriteAllAsync(new LoadSession(connection, checksInBulk), Take, tally, token);
            });
            await AnalyzeAsync(connectionString, cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState != PostgresErrorCodes.QueryCanceled)
        {
            throw Failure(refused, tally.Trades);
        }

        return tally.Added;
    }

    /// <summary>The rows that <see cref="RunAsync"/> would add, by table: they are made, and not sent.</summary>
    /// <param name="connectionString">Of the migrated database.</param>
    /// <param name="plan">How much.</param>
    /// <param name="isEmpty">Whether to count as if nothing of the load were there.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(
        string connectionString, LoadPlan plan, bool isEmpty, CancellationToken cancellationToken)
    {
        await using var connection = await LoadConnection.OpenAsync(connectionString, cancellationToken);
        var there = isEmpty ? new int[plan.Chunks] : await LoadState.ReadAsync(connection, plan.Chunks, cancellationToken);
        var tally = new LoadTally(0, 0, progress: null);
        var rows = new LoadRows();
        foreach (var chunk in MissingOf(plan, there))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Fill(LoadPart.Of(plan, chunk, there[chunk]));
            tally.Add(rows.Part!, rows.Tables.Where(entry => rows.Part!.IsNew || entry.Table.Stage >= LoadStage.Trading).Select(entry => KeyValuePair.Create(entry.Table.Name, entry.Rows.Rows)));
        }

        return tally.Added;
    }

    private static List<int> MissingOf(LoadPlan plan, IReadOnlyList<int> there) =>
        [.. Enumerable.Range(0, plan.Chunks).Where(chunk => there[chunk] < plan.TripsOf(chunk))];

    /// <summary>While a part is on its way to the server, the next one is made.</summary>
    private static async Task WriteAllAsync(LoadSession session, Func<LoadPart?> take, LoadTally tally, CancellationToken cancellationToken)
    {
        var (current, other) = (new LoadRows(), new LoadRows());
        var making = Make(current);
        while (await making)
        {
            making = Make(other);
            tally.Add(current.Part!, await session.WriteAsync(current, cancellationToken));
            (current, other) = (other, current);
        }

        Task<bool> Make(LoadRows rows) => Task.Run(
            () =>
            {
                if (take() is not { } part) return false;
                rows.Fill(part);
                return true;
            },
            cancellationToken);
    }

    /// <summary>The statistics of a table that was empty a minute ago would mislead whoever measures next.</summary>
    private static async Task AnalyzeAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = await LoadConnection.OpenAsync(connectionString, cancellationToken);
#pragma warning disable CA2100 // Constants of this program.
        await using var command = new NpgsqlCommand($"ANALYZE {string.Join(", ", LoadTable.All.Select(table => table.Name))}", connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static ParallelOptions Each(LoadPlan plan, CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = plan.Connections, CancellationToken = cancellationToken };

    private static MigrationException Failure(PostgresException refused, long trades) => new(
        MigrationExitCode.SeedFailed,
        refused.SqlState == PostgresErrorCodes.DiskFull
            ? FormattableString.Invariant($"The disk of the database is full after {trades} trades of the load, which stay: make room and run it again to continue.")
            : FormattableString.Invariant($"The load stopped after {trades} trades, which stay: {SeedRefusal.Describe(refused)}."),
        refused);
}
