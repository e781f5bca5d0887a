using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TradingPlatform.MigrationEngine;

/// <summary>What the engine emits: a span a run, a migration and a step; lock waits and retries as events; and the numbers to alert on.</summary>
public static class EngineTelemetry
{
    /// <summary>The name of the ActivitySource and of the Meter.</summary>
    public const string Name = "TradingPlatform.MigrationEngine";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Migrations = Meter.CreateCounter<long>(
        "migration.migrations", "{migration}", "Migrations run, by direction and outcome.");

    internal static readonly Histogram<double> MigrationDuration = Meter.CreateHistogram<double>(
        "migration.migration.duration", "s", "How long a migration took, by direction and outcome.");

    internal static readonly Histogram<double> LockWait = Meter.CreateHistogram<double>(
        "migration.lock.wait", "s", "How long a run waited for another run's lock.");

    internal static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "migration.step.retries", "{retry}", "Steps rolled back and tried again after a lock timeout or a deadlock.");

    internal static readonly Counter<long> BackfillRows = Meter.CreateCounter<long>(
        "migration.backfill.rows", "{row}", "Rows that backfills changed.");

    internal static readonly Histogram<double> BackfillBatch = Meter.CreateHistogram<double>(
        "migration.backfill.batch.duration", "s", "How long a batch of a backfill took.");

    internal static readonly Counter<long> BackfillSetAside = Meter.CreateCounter<long>(
        "migration.backfill.set_aside", "{row}", "Rows that a backfill could not do.");

    internal static readonly Histogram<double> BackfillWait = Meter.CreateHistogram<double>(
        "migration.backfill.wait", "s", "How long a backfill gave way to others, by cause.");

    internal static readonly Gauge<double> BackfillFraction = Meter.CreateGauge<double>(
        "migration.backfill.progress", "1", "The part of the table that a backfill has walked, from 0 to 1.");

    /// <summary>Marks a span as failed, with the sentence of the failure.</summary>
    internal static void Fail(this Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity?.SetTag("error.type", exception.GetType().FullName);
    }
}
