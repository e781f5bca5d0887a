using System.Globalization;
using Microsoft.Extensions.Logging;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>Whether the disk has room for a load, asked before it begins: a full disk stops everybody who writes, not the load alone.</summary>
internal static class LoadRoom
{
    /// <summary>Says how much the load needs. Where the disk is unknown, nothing more is done.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.SeedFailed"/>: less is free than it needs.</exception>
    public static async Task CheckAsync(string connectionString, LoadPlan plan, ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = await LoadConnection.OpenAsync(connectionString, cancellationToken);
        var there = await LoadState.ReadAsync(connection, plan.Chunks, cancellationToken);
        var trips = there.Select((trips, chunk) => (long)Math.Max(0, plan.TripsOf(chunk) - trips)).Sum();
        if (trips == 0) return;

        var needed = trips * LoadShape.TradesPerTrip * LoadShape.BytesPerTrade;
        Log.LoadBegins(logger, trips * LoadShape.TradesPerTrip, plan.Connections, (needed / 1_000_000) + 1);
        if (await DatabaseDisk.LookAsync(connection, cancellationToken) is { } disk && WarningOf(disk, needed) is { } warning)
            Log.LittleRoom(logger, warning);
    }

    /// <summary>What to say about a disk on which the load fits, but not with all of the write-ahead log; null where both do.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.SeedFailed"/>: it does not fit.</exception>
    public static string? WarningOf(DatabaseDisk disk, long needed)
    {
        if (disk.Free < needed)
        {
            throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"The load needs about {Size(needed)} and {disk.Folder} has {Size(disk.Free)} free: make room, or ask for fewer trades with --scale.");
        }

        return disk.Free - needed >= disk.MaxWal
            ? null
            : $"{disk.Folder} has {Size(disk.Free)} free: the load needs about {Size(needed)} of it, and the server's write-ahead log may take {Size(disk.MaxWal)} besides, where it is on the same disk";
    }

    private static string Size(long bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000_000m:0.0} GB");
}
