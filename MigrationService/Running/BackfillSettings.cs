using System.Globalization;
using Microsoft.Extensions.Configuration;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>How hard backfills work, as the configuration says it: section <c>Backfills</c>. What it does not say is the engine's default.</summary>
internal static class BackfillSettings
{
    private const string Section = "Backfills";

    /// <summary>The options of a run.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a configured text cannot be read.</exception>
    public static BackfillRunOptions Of(IConfiguration configuration)
    {
        var standard = new BackfillRunOptions();
        return standard with
        {
            Budget = Time(configuration, nameof(standard.Budget)) ?? standard.Budget,
            Workers = (int)(Number(configuration, nameof(standard.Workers)) ?? standard.Workers),
            BatchTarget = Time(configuration, nameof(standard.BatchTarget)) ?? standard.BatchTarget,
            BatchTimeout = Time(configuration, nameof(standard.BatchTimeout)) ?? standard.BatchTimeout,
            LockTimeout = Time(configuration, nameof(standard.LockTimeout)) ?? standard.LockTimeout,
            LatencyLimit = Time(configuration, nameof(standard.LatencyLimit)) ?? standard.LatencyLimit,
            WalLimit = Number(configuration, nameof(standard.WalLimit)) is { } mebibytes ? mebibytes << 20 : standard.WalLimit,
            ReplicationLagLimit = Time(configuration, nameof(standard.ReplicationLagLimit)) ?? standard.ReplicationLagLimit,
            LockWaitLimit = (int?)Number(configuration, nameof(standard.LockWaitLimit)) ?? standard.LockWaitLimit,
            MostSetAside = (int)(Number(configuration, nameof(standard.MostSetAside)) ?? standard.MostSetAside),
            Vacuum = Vacuum(configuration) ?? standard.Vacuum,
        };
    }

    private static TimeSpan? Time(IConfiguration configuration, string name) => Text(configuration, name) is not { } text ? null
        : Duration.Parse(text) ?? throw Unreadable(name, text, Duration.Forms);

    private static long? Number(IConfiguration configuration, string name) => Text(configuration, name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Unreadable(name, text, "a whole number");

    private static BackfillVacuum? Vacuum(IConfiguration configuration) => Text(configuration, nameof(BackfillRunOptions.Vacuum)) is not { } text ? null
        : Enum.TryParse<BackfillVacuum>(text, ignoreCase: true, out var vacuum) && Enum.IsDefined(vacuum) ? vacuum
        : throw Unreadable(nameof(BackfillRunOptions.Vacuum), text, "one of never, wraparound, any");

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[$"{Section}:{name}"] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static MigrationException Unreadable(string name, string text, string forms) =>
        new(MigrationExitCode.Usage, $"{Section}:{name} is '{text}', which is not {forms}.");
}
