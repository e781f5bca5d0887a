using Npgsql;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding.Load;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding.Load;

/// <summary>A disk that is too small, before a load begins.</summary>
public sealed class LoadRoomTests
{
    private const long Gigabyte = 1_000_000_000;

    [Fact]
    public async Task Load_WhenTheDiskIsTooSmall_IsRefusedBeforeItBegins()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var connection = await database.ConnectAsync();
        if (await DatabaseDisk.LookAsync(connection, default) is not { Free: < 5_000 * Gigabyte }) return;

        var (exitCode, output) = await database.RunAsync("seed", "--profile", "load", "--scale", "5000M");

        Assert.True(exitCode == 9, output);
        Assert.Contains("The load needs about 5500.0 GB and ", output, StringComparison.Ordinal);
        Assert.Contains(" free: make room, or ask for fewer trades with --scale.", output, StringComparison.Ordinal);
        Assert.Equal(0, await database.TradesAsync());
    }

    [Fact]
    public async Task Disk_OfTheServerOfTheTests_IsTheOneOfItsDataDirectory()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var connection = await database.ConnectAsync();

        var disk = await DatabaseDisk.LookAsync(connection, default);

        Assert.Equal(await database.ScalarAsync<string>("SELECT current_setting('data_directory')"), disk?.Folder);
        Assert.InRange(disk!.Free, 1, new DriveInfo(disk.Folder).TotalSize);
    }

    [Fact]
    public async Task Disk_ForARoleThatMayNotKnowTheFolder_IsUnknown()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var connection = await database.ConnectAsync();
        await using (var command = new NpgsqlCommand("SET ROLE pg_read_all_data", connection)) await command.ExecuteNonQueryAsync();

        Assert.Null(await DatabaseDisk.LookAsync(connection, default));
    }

    [Fact]
    public void Room_IsEnoughOnlyWithTheWriteAheadLog()
    {
        Assert.Null(LoadRoom.WarningOf(new DatabaseDisk("/data", 4 * Gigabyte, Gigabyte), 3 * Gigabyte));
        Assert.Contains("write-ahead log may take 1.0 GB", LoadRoom.WarningOf(new DatabaseDisk("/data", (4 * Gigabyte) - 1, Gigabyte), 3 * Gigabyte), StringComparison.Ordinal);
        var refused = Assert.Throws<MigrationException>(() => LoadRoom.WarningOf(new DatabaseDisk("/data", 700_000_000, Gigabyte), 3 * Gigabyte));
        Assert.Equal(MigrationExitCode.SeedFailed, refused.ExitCode);
        Assert.Contains("needs about 3.0 GB and /data has 700 MB free", refused.Message, StringComparison.Ordinal);
    }
}
