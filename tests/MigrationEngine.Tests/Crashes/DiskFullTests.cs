using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Crashes;

/// <summary>
/// The disk is full for the tables and for the journal. For the tables it is real: the kernel lets the run's server process write no file
/// beyond a size (RLIMIT_FSIZE), which the server's user may set and which fails in the place where a full disk does. The journal is
/// too small for that: there a trigger raises the server's own error at the n-th write.
/// </summary>
public sealed class DiskFullTests
{
    /// <summary>In bytes: more than a segment of the write-ahead log, whose failure would end the whole server, less than the tables of <see cref="HeavyContext"/>.</summary>
    private const int SmallDisk = 17 << 20;

    [Theory]
    [InlineData(HeavyContext.Fill)]
    [InlineData(HeavyContext.Rewrite)]
    [InlineData(HeavyContext.Index)]
    public async Task Up_WhenTheDiskIsFull_FailsThereAndIsFinishedOnceThereIsRoom(string migration)
    {
        if (!OperatingSystem.IsLinux()) return;

        await using var undisturbed = await TestDatabase.CreateEmptyAsync();
        await undisturbed.UpAsync<HeavyContext>(migration);
        await using var database = await TestDatabase.CreateEmptyAsync();

        // What was heavy before has its room.
        await database.UpAsync<HeavyContext>("+1");
        while ((await database.StatusAsync<HeavyContext>()).Pending[0] != migration) await database.UpAsync<HeavyContext>("+1");
        await using (var session = await database.Migrator<HeavyContext>().BeginAsync(default))
        {
            // The shell's parent is the session's server process; both belong to the server's user, who may lower the limits of his own.
            // A program that ended before its input is written would break the server's pipe: cat takes it.
            await session.Connection.ExecuteAsync($"COPY (SELECT) TO PROGRAM 'cat > /dev/null; prlimit --pid $PPID --fsize={SmallDisk}:'");
            var failure = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Parse(migration), default));
            Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
            Assert.Contains(migration, failure.Message, StringComparison.Ordinal);
        }

        await database.UpAsync<HeavyContext>(migration);

        Assert.Equal(
            await CatalogSnapshot.ReadAsync(undisturbed.ConnectionString, "migration"), await CatalogSnapshot.ReadAsync(database.ConnectionString, "migration"));
        Assert.Equal(await undisturbed.ScalarAsync<long>(HeavyContext.Sum), await database.ScalarAsync<long>(HeavyContext.Sum));
        Assert.Empty((await database.StatusAsync<HeavyContext>()).Unfinished);
    }

    [Fact]
    public async Task Up_WhenTheDiskIsFullForTheJournal_IsFinishedOnceThereIsRoom()
    {
        var scene = await CrashScene.GetAsync();
        var failed = 0;
        for (var write = 1; write < 40; write += 4)
        {
            await using var database = await CrashScene.CreateUsedAsync();
            await database.UpAsync<CrashContext>("+1");
            await database.DownAsync<CrashContext>("base", allowDataLoss: true);
            await database.ExecuteAsync(
                $"""
                CREATE SEQUENCE migration.writes;
                CREATE FUNCTION migration.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        -- A sequence counts on although the write is rolled back.
                        IF nextval('migration.writes') = {write} THEN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END IF;
                        RETURN new;
                    END $$;
                CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON migration.journal FOR EACH ROW EXECUTE FUNCTION migration.full_disk();
                """);

            try
            {
                await CrashScene.UpAsync(database.ConnectionString);
            }
            catch (MigrationException exception)
            {
                Assert.Equal(PostgresErrorCodes.DiskFull, (exception.InnerException as PostgresException)?.SqlState);
                failed++;
                await CrashScene.UpAsync(database.ConnectionString);
            }

            await scene.AssertAppliedAsync(database);
        }

        Assert.True(failed >= 6, $"Only {failed} writes of the journal failed.");
    }
}
