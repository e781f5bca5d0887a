namespace TradingPlatform.MigrationEngine;

/// <summary>How many rows the next batch has, so that it takes about as long as it should.</summary>
internal sealed class BatchSize(BackfillRunOptions options, int known)
{
    /// <summary>Rows to look through for the first that needs something: reading keeps nobody waiting.</summary>
    private const int LargestLook = 1_000_000;

    /// <summary>A window in which few rows need something may be followed by one in which all do: with this it is not too much then.</summary>
    private const int SparseFirst = 5000;

    /// <summary>How much longer than it should a batch may take before it is suspected to wait for rows that others hold.</summary>
    private const double Suspicious = 2;

    private static readonly TimeSpan LookTarget = TimeSpan.FromMilliseconds(100);

    private double _size = Math.Clamp(known > 0 ? known : options.FirstBatch, 1, options.LargestBatch);
    private double _changesPerSecond;

    /// <summary>The rows of the next batch, at least 1.</summary>
    public int Rows => (int)_size;

    /// <summary>How many rows are looked through at once where nothing is to be done.</summary>
    public int Look { get; private set; } = 16_384;

    /// <summary>
    /// How long a statement of the next batch may take before the batch begins again without the rows that others hold: what it waits for
    /// them, one after the other, those wait who wait for it. More only where the last one was slow by itself.
    /// </summary>
    public TimeSpan Limit { get; private set; } = options.BatchTarget * Suspicious;

    /// <summary>A batch is about to be committed.</summary>
    /// <param name="isFull">Whether it had as many rows as it was to have; what a shorter one took says little.</param>
    /// <param name="changed">The rows that were changed.</param>
    /// <param name="elapsed">For how long its rows were locked.</param>
    public void Done(bool isFull, long changed, TimeSpan elapsed)
    {
        var usual = options.BatchTarget * Suspicious;
        var limit = elapsed > usual ? elapsed * Suspicious : usual;
        Limit = limit < options.BatchTimeout ? limit : options.BatchTimeout;
        var seconds = Math.Max(elapsed.TotalSeconds, 0.0001);
        if (changed * 2 >= _size) _changesPerSecond = changed / seconds;
        var factor = Math.Clamp(options.BatchTarget.TotalSeconds / seconds, 0.25, 2);
        if (!isFull && factor > 1) return;

        // A single slow batch may have had bad luck: it takes a few in a row to move the size all the way.
        _size *= factor > 1 ? factor : 1 - ((1 - factor) * 0.6);
        var most = (double)options.LargestBatch;
        if (changed * 2 < _size) most = Math.Min(most, _changesPerSecond > 0 ? 2 * options.BatchTarget.TotalSeconds * _changesPerSecond : SparseFirst);
        _size = Math.Clamp(_size, 1, Math.Max(1, most));
    }

    /// <summary>A window was looked through.</summary>
    public void Looked(TimeSpan elapsed) => Look = (int)Math.Clamp(Look * Math.Clamp(LookTarget / elapsed, 0.5, 2), 1000, LargestLook);

    /// <summary>A batch was rolled back.</summary>
    /// <returns>False where it had one row only.</returns>
    public bool Halve()
    {
        if (Rows == 1) return false;

        _size = Math.Max(1, Rows / 2);
        Look = Math.Max(1000, Look / 2);
        return true;
    }
}
