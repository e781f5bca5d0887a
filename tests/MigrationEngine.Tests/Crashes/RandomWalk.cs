using System.Globalization;
using TradingPlatform.MigrationEngine.Tests.Wire;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Crashes;

/// <summary>One sequence of up, down, stamp and crash over the <see cref="WalkContext"/>, decided by a seed alone, and the questions at its end.</summary>
internal sealed class RandomWalk(TestDatabase database, int seed)
{
    private static readonly MigrationExitCode[] Refusals = [MigrationExitCode.Damaged, MigrationExitCode.Usage, MigrationExitCode.DatabaseUnavailable];

    private readonly Random random = new(seed);

    /// <summary>What was done, for a failure.</summary>
    public List<string> Steps { get; } = [];

    public async Task RunAsync(int moves)
    {
        for (var move = 0; move < moves; move++)
        {
            // Drawn in any case, so that a shorter walk is the beginning of a longer one.
            var (kind, target, up, message) = (random.Next(8), random.Next(WalkContext.Numbered.Count + 2), random.Next(5) < 3, random.Next(6, 120));
            if (kind == 0) await StampAsync(target);
            else await MoveAsync(up, Target(target, up), kind < 4 ? message : int.MaxValue);
        }

        await FinishAsync();
        await ExplainAsync();
    }

    private static string Target(int drawn, bool up) =>
        drawn < WalkContext.Numbered.Count ? WalkContext.Numbered[drawn] : (drawn - WalkContext.Numbered.Count, up) switch
        {
            (0, true) => "head",
            (0, false) => "base",
            (_, true) => "+2",
            _ => "-2",
        };

    private async Task MoveAsync(bool up, string target, int message)
    {
        Steps.Add(string.Create(CultureInfo.InvariantCulture, $"{(up ? "up" : "down")} {target}{(message < int.MaxValue ? $", cut before message {message}" : "")}"));
        await using (var proxy = new CuttingProxy(database.ConnectionString) { At = message })
        {
            try
            {
                var options = database.Options() with { ConnectionString = proxy.ConnectionString };
                await using var session = await database.Migrator<WalkContext>(options).BeginAsync(default);
                if (up) await session.UpAsync(MigrationTarget.Parse(target), default);
                else await session.DownAsync(MigrationTarget.Parse(target), allowDataLoss: true, default);
            }
            catch (MigrationException exception) when (Refusals.Contains(exception.ExitCode))
            {
                Steps.Add($"  {exception.ExitCode}");
                Assert.True(exception.ExitCode != MigrationExitCode.DatabaseUnavailable || proxy.Reached.IsCompleted, exception.ToString());
            }
        }

        if (message < int.MaxValue) await WaitForSilenceAsync();
    }

    /// <summary>Somewhere else and back: a stamp says what is there, and only the last one is true.</summary>
    private async Task StampAsync(int target)
    {
        var status = await database.StatusAsync<WalkContext>();
        if (status.Unfinished.Count > 0) return;

        var elsewhere = WalkContext.Numbered[target % WalkContext.Numbered.Count];
        Steps.Add($"stamp {elsewhere} and back");
        await using var session = await database.Migrator<WalkContext>().BeginAsync(default);
        await session.StampAsync(MigrationTarget.Parse(elsewhere), JournalSource.Stamp, default);
        await session.StampAsync([.. status.Applied.Select(applied => applied.Id)], JournalSource.Stamp, note: null, default);
    }

    /// <summary>What was cut off is finished in its own direction.</summary>
    private async Task FinishAsync()
    {
        while ((await database.StatusAsync<WalkContext>()).Unfinished is [var open, ..])
        {
            Steps.Add($"finish {open.Direction} of {open.MigrationId}");
            if (open.Direction == MigrationDirection.Up) await database.UpAsync<WalkContext>(open.MigrationId);
            else await database.DownAsync<WalkContext>("-1", allowDataLoss: true);
        }
    }

    private async Task ExplainAsync()
    {
        var applied = (await database.StatusAsync<WalkContext>()).Applied.Select(row => row.Id).ToList();

        var told = new HashSet<string>();
        foreach (var entry in (await database.WholeJournalAsync()).Where(entry => entry.Outcome == JournalOutcome.Succeeded))
        {
            if (entry.Direction == MigrationDirection.Up) told.Add(entry.MigrationId);
            else told.Remove(entry.MigrationId);
        }

        Assert.Equal(told.Order(StringComparer.Ordinal), applied.Order(StringComparer.Ordinal));

        await using var fresh = await TestDatabase.CreateEmptyAsync();
        foreach (var id in applied) await fresh.UpAsync<WalkContext>(id);
        Assert.Equal(await CatalogSnapshot.ReadAsync(fresh.ConnectionString, "migration"), await CatalogSnapshot.ReadAsync(database.ConnectionString, "migration"));

        if (!applied.Contains(WalkContext.Root)) return;
        var expected = WalkContext.Numbered.Select((id, bit) => applied.Contains(id) ? 1 << bit : 0).Sum();
        Assert.Equal(expected, await database.ScalarAsync<int>("SELECT n FROM walk.total"));
    }

    private Task WaitForSilenceAsync() => database.WaitUntilAsync(
        "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'engine test%')");
}
