using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationEngine;

/// <summary>Counts what the workers of a run do, and tells it: often to whoever watches, rarely to the log.</summary>
internal sealed class BackfillMeter(Backfill backfill, BackfillRecord begun, BackfillRunOptions run, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan TellInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private long _start = time.GetTimestamp();
    private long _reported;
    private long _told = time.GetTimestamp();
    private long _before = begun.RowsWalked;
    private long _estimated = begun.EstimatedRows;
    private long _walked;
    private int _size;
    private long _aside = begun.RowsSetAside;

    /// <summary>Rows changed by this run.</summary>
    public long Changed { get; private set; }

    /// <summary>A batch is committed.</summary>
    public void Done(long walked, long changed, TimeSpan elapsed, int size, string? waiting)
    {
        var tags = new TagList { { "migration.backfill", backfill.Name } };
        EngineTelemetry.BackfillRows.Add(changed, tags);
        EngineTelemetry.BackfillBatch.Record(elapsed.TotalSeconds, tags);
        lock (_gate)
        {
            _walked += walked;
            Changed += changed;
            _size = size;
            if (time.GetElapsedTime(_reported) < ReportInterval) return;

            Report(waiting);
        }
    }

    /// <summary>A row was set aside.</summary>
    public void SetAside()
    {
        EngineTelemetry.BackfillSetAside.Add(1, new TagList { { "migration.backfill", backfill.Name } });
        lock (_gate) _aside++;
    }

    /// <summary>It gives way, for this reason: nothing else is told until it goes on.</summary>
    public void Waits(string reason)
    {
        lock (_gate) Report(reason);
    }

    /// <summary>The table is walked from its beginning.</summary>
    /// <param name="estimatedRows">Its rows now.</param>
    public void WalksAgain(long estimatedRows)
    {
        lock (_gate) (_before, _walked, _start, _estimated) = (0, 0, time.GetTimestamp(), estimatedRows);
    }

    private void Report(string? waiting)
    {
        _reported = time.GetTimestamp();
        var seconds = time.GetElapsedTime(_start).TotalSeconds;
        var speed = seconds > 0 ? _walked / seconds : 0;
        var walked = _before + _walked;
        TimeSpan? left = speed > 0 && _estimated > walked ? TimeSpan.FromSeconds((_estimated - walked) / speed) : null;
        var progress = new BackfillProgress(backfill.Name, walked, begun.RowsChanged + Changed, _estimated, _aside, speed, left, _size, waiting);
        run.Progress?.Report(progress);
        EngineTelemetry.BackfillFraction.Record(progress.Fraction, new TagList { { "migration.backfill", backfill.Name } });
        if (time.GetElapsedTime(_told) < TellInterval) return;

        _told = time.GetTimestamp();
        logger.BackfillProgress(
            backfill.Name, walked, _estimated, (int)(progress.Fraction * 100), (long)speed, left is { } rest ? $"about {TimeSpan.FromSeconds(Math.Ceiling(rest.TotalSeconds))}" : "an unknown time");
    }
}
