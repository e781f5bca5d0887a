using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>What the engine's meter records of one backfill, as an exporter of metrics would see it.</summary>
internal sealed class BackfillMeasurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, string? Cause)> _all = new();
    private readonly string _backfill;

    public BackfillMeasurements(Backfill backfill)
    {
        _backfill = backfill.Name;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EngineTelemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The values of an instrument.</summary>
    public IReadOnlyList<double> Of(string instrument, string? cause = null) =>
        [.. _all.Where(one => one.Instrument == instrument && (cause is null || one.Cause == cause)).Select(one => one.Value)];

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> all, string name)
        {
            foreach (var tag in all)
            {
                if (tag.Key == name) return (string?)tag.Value;
            }

            return null;
        }

        if (Tag(tags, "migration.backfill") == _backfill) _all.Enqueue((instrument.Name, value, Tag(tags, "migration.backfill.cause")));
    }
}
