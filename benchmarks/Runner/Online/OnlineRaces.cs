using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.Benchmarks;

/// <summary>
/// Each kind of migration on a large table while clients read and write it, in the engine's form and in EF Core's own, with nobody and
/// with a long transaction in the way (goals 5 and 6).
/// </summary>
internal sealed class OnlineRaces(BenchmarkServer server, BenchmarkOptions options, Report report)
{
    private const int Connections = 8;

    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private static readonly string[] Columns = ["", "EF: longest request, ms", "p99, ms", "seconds", "engine: longest request, ms", "of it for locks, at most", "p99, ms", "seconds"];

    public async Task RunAsync()
    {
        var template = await server.CreateAsync();
        await BusyTable.CreateAsync(server.Connection(template), options.Rows, CancellationToken.None);

        // One kind alone is of the table as those before it leave it.
        if (options.Only is not null && Before(Kinds()[0]) is { } before)
        {
            await BusyContext.MigratePlainlyAsync(Unpooled(template), before, CancellationToken.None);

            // The server would vacuum the dead rows that it leaves, for a minute of what is measured.
            await BusyTable.PackAsync(server.Connection(template), CancellationToken.None);
        }

        await QuietAsync(template);
        Judge(await RaceAsync(template, "Alone", TimeSpan.Zero));
        if (!options.Alone) JudgeBehind(await RaceAsync(template, FormattableString.Invariant($"Behind a transaction that stays for {Behind.TotalSeconds:0} s"), Behind));
    }

    /// <exception cref="FormatException">The one that is asked for is none.</exception>
    private IReadOnlyList<BusyChange> Kinds()
    {
        BusyChange[] all = [.. BusyContext.Changes, BusyRows.Change, BusyTypeChange.Change];
        if (options.Only is not { } only) return all;
        return all.Where(change => change.Name == only).ToList() is { Count: > 0 } found
            ? found
            : throw new FormatException($"There is no kind {only}, only: {string.Join(", ", all.Select(change => change.Name))}.");
    }

    private static string? Before(BusyChange kind) => BusyContext.Changes.TakeWhile(change => change != kind).LastOrDefault()?.Migration;

    private Task RunPlainlyAsync(BusyChange change, string database) =>
        change == BusyRows.Change ? BusyRows.RunPlainlyAsync(server.Connection(database), CancellationToken.None)
        : change == BusyTypeChange.Change ? BusyTypeChange.RunPlainlyAsync(server.Connection(database), CancellationToken.None)
        : BusyContext.MigratePlainlyAsync(Unpooled(database), change.Migration, CancellationToken.None);

    private static Task RunAsync(BusyChange change, MigrationEngineOptions engine) =>
        change == BusyRows.Change ? BusyRows.RunAsync(engine, CancellationToken.None)
        : change == BusyTypeChange.Change ? BusyTypeChange.RunAsync(engine, CancellationToken.None)
        : BusyContext.MigrateAsync(engine, change.Migration, CancellationToken.None);

    /// <summary>What the clients see without any change: the machine's own part in all that follows.</summary>
    private async Task QuietAsync(string template)
    {
        var seen = await MeasureAsync(await server.CopyAsync(template), () => Task.Delay(Quiet), TimeSpan.Zero);
        report.Note(FormattableString.Invariant($"Without a change: longest request {seen.Load.Worst.TotalMilliseconds:0.0} ms, p99 {seen.Load.P99.TotalMilliseconds:0.0} ms."));
    }

    private async Task<List<OnlineResult>> RaceAsync(string template, string name, TimeSpan behind)
    {
        var results = new List<OnlineResult>();
        var rounds = behind > TimeSpan.Zero ? 1 : options.Rounds;
        (string Plain, string Safe)? shared = null;
        foreach (var change in Kinds())
        {
            if (rounds == 1 && change is { IsEveryRow: false, IsRewrite: false })
            {
                var (plain, safe) = shared ??= (await server.CopyAsync(template), await server.CopyAsync(template));
                results.Add(await CompareAsync(change, plain, safe, behind));
                continue;
            }

            for (var round = 0; round < rounds; round++) results.Add(await CompareApartAsync(template, change, behind));
        }

        report.Table(name, Columns, results.Select(result => result.Row));
        if (shared is not var (onePlain, oneSafe)) return results;

        await server.DropAsync(onePlain);
        await server.DropAsync(oneSafe);
        return results;
    }

    private async Task<OnlineResult> CompareAsync(BusyChange change, string plain, string safe, TimeSpan behind) =>
        new(change, await MeasurePlainlyAsync(change, plain, behind), await MeasureSafelyAsync(change, safe, behind));

    private Task<LoadedChange> MeasurePlainlyAsync(BusyChange change, string database, TimeSpan behind) =>
        MeasureAsync(database, () => RunPlainlyAsync(change, database), behind);

    private Task<LoadedChange> MeasureSafelyAsync(BusyChange change, string database, TimeSpan behind) =>
        MeasureAsync(database, () => RunAsync(change, new MigrationEngineOptions { ConnectionString = server.Connection(database) }), behind);

    /// <summary>On equal tables without a dead row: what came before has left the one smaller and the other larger, and durations are compared.</summary>
    private async Task<OnlineResult> CompareApartAsync(string template, BusyChange change, TimeSpan behind)
    {
        var plain = await server.CopyAsync(template);
        if (Before(change) is { } before) await BusyContext.MigratePlainlyAsync(Unpooled(plain), before, CancellationToken.None);
        await BusyTable.PackAsync(server.Connection(plain), CancellationToken.None);

        // What one statement leaves is vacuumed after its end, and not counted; what batches leave is vacuumed meanwhile, if a minute of the server's ends just then.
        if (!options.Autovacuum) await BusyTable.LeaveToItselfAsync(server.Connection(plain), CancellationToken.None);
        var safe = await server.CopyAsync(plain);
        var plainly = await MeasurePlainlyAsync(change, plain, behind);

        // With what it has left to others: dead rows for the autovacuum, changed pages for the checkpointer.
        await server.DropAsync(plain);
        await server.CheckpointAsync();
        var result = new OnlineResult(change, plainly, await MeasureSafelyAsync(change, safe, behind));
        await server.DropAsync(safe);
        return result;
    }

    /// <summary>Of several rounds the slowest request of all, and the medians of what is compared with the plain form beside it.</summary>
    private void Judge(List<OnlineResult> results)
    {
        foreach (var rounds in results.GroupBy(result => result.Change))
        {
            var change = rounds.Key;
            report.Goal($"{change.Name}: longest request in ms", 200, rounds.Max(round => round.SafeWorst));
            if (change.IsLong) report.Goal($"{change.Name}: longest request / EF's form", 1 / 25.0, Median(rounds, round => round.SafeWorst / round.PlainWorst));
            if (change.IsEveryRow) report.Goal($"{change.Name}: p99 of the requests in ms", 30, rounds.Max(round => round.Safe.Load.P99.TotalMilliseconds));
            if (DurationGoal(change) is var (peer, limit)) report.Goal($"{change.Name}: duration / {peer}", limit, Median(rounds, round => round.Safe.Duration / round.Plain.Duration));
        }
    }

    private static double Median(IEnumerable<OnlineResult> rounds, Func<OnlineResult, double> ratio) => Race.Median([.. rounds.Select(ratio)]);

    private static (string Peer, double Limit)? DurationGoal(BusyChange change) =>
        change.Migration == BusyContext.Index ? ("EF's form", 1.5)
        : change.IsEveryRow ? ("one UPDATE", 1.1)
        : change == BusyTypeChange.Change ? ("the rewrite", 5.5)
        : null;

    private void JudgeBehind(List<OnlineResult> results)
    {
        var limit = new MigrationEngineOptions { ConnectionString = "" }.LockTimeout.TotalMilliseconds + 5;
        foreach (var result in results)
        {
            report.Goal($"{result.Change.Name}, behind a long transaction: longest wait for locks in ms", limit, result.SafeWorstLockWait);
            report.Goal($"{result.Change.Name}, behind a long transaction: longest request in ms", 200, result.SafeWorst);
        }
    }

    /// <exception cref="InvalidOperationException">A client was refused or got no answer: what was measured would be something else.</exception>
    private async Task<LoadedChange> MeasureAsync(string database, Func<Task> change, TimeSpan behind)
    {
        var connection = server.Connection(database);
        var seen = await LoadedChange.MeasureAsync(
            () => ClientLoad.StartAsync(connection, options.Rows, options.Rate, Connections, CancellationToken.None), change, connection, behind, CancellationToken.None);
        return seen.Whole is { Errors: [], Missing: 0 }
            ? seen
            : throw new InvalidOperationException($"{seen.Whole.Missing} requests have no answer. {string.Join("; ", seen.Whole.Errors.Distinct().Take(3))}");
    }

    private string Unpooled(string database) => server.Connection(database) + ";Pooling=false";
}
