using System.Diagnostics;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>Counts what several sessions have committed, and reports it.</summary>
internal sealed class LoadTally(long tradesBefore, long tradesWanted, IProgress<LoadProgress>? progress)
{
    private readonly Lock _guard = new();
    private readonly SortedDictionary<string, long> _added = new(StringComparer.Ordinal);
    private readonly long _began = Stopwatch.GetTimestamp();
    private long _tradesAdded;
    private long _rows;

    /// <summary>Rows by table.</summary>
    public IReadOnlyDictionary<string, long> Added => _added;

    /// <summary>Rows of execution.trades that are there.</summary>
    public long Trades => tradesBefore + Interlocked.Read(ref _tradesAdded);

    /// <summary>A part is committed.</summary>
    /// <param name="part">What was.</param>
    /// <param name="rows">Its rows by table.</param>
    public void Add(LoadPart part, IEnumerable<KeyValuePair<string, int>> rows)
    {
        lock (_guard)
        {
            _tradesAdded += part.Trades;
            foreach (var (table, count) in rows)
            {
                _added[table] = _added.GetValueOrDefault(table) + count;
                _rows += count;
            }

            // Inside of the lock: reports arrive in the order of what they count.
            progress?.Report(Progress());
        }
    }

    private LoadProgress Progress()
    {
        var elapsed = Stopwatch.GetElapsedTime(_began);
        var share = (double)_tradesAdded / Math.Max(1, tradesWanted - tradesBefore);
        return new LoadProgress(Trades, tradesWanted, _rows / elapsed.TotalSeconds, (elapsed / share) - elapsed);
    }
}
