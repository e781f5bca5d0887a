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
    private static readonly string[] Columns = ["", "EF: longest request, ms", "p99, ms", "seconds", "engine: longest request, ms", "p99, ms", "seconds"];

    public async Task RunAsync()
    {
        var template = await server.CreateAsync();
        await BusyTable.CreateAsync(server.Connection(template), options.Rows, CancellationToken.None);

        // The backfill is of the table as the migrations leave it.
        if (options.OnlyBackfill) await BusyContext.MigratePlainlyAsync(Unpooled(template), BusyContext.Changes[^1].Migration, CancellationToken.None);
        await QuietAsync(template);
        Judge(await RaceAsync(template, "Alone", TimeSpan.Zero));
        JudgeBehind(await RaceAsync(template, FormattableString.Invariant($"Behind a transaction that stays for {Behind.TotalSeconds:0} s"), Behind));
    }

    /// <summary>What the clients see without any change: the machine's own part in all that follows.</summary>
    private async Task QuietAsync(string template)
    {
        var seen = await MeasureAsync(await server.CopyAsync(template), () => Task.Delay(Quiet), TimeSpan.Zero);
        report.Note(FormattableString.Invariant($"Without a change: longest request {seen.Load.Worst.TotalMilliseconds:0.0} ms, p99 {seen.Load.P99.TotalMilliseconds:0.0} ms."));
    }

    private async Task<List<OnlineResult>> RaceAsync(string template, string name, TimeSpan behind)
    {
        var (plain, safe) = (await server.CopyAsync(template), await server.CopyAsync(template));
        var results = new List<OnlineResult>();
        foreach (var change in options.OnlyBackfill ? [] : BusyContext.Changes)
        {
            results.Add(new OnlineResult(
                change,
                await MeasureAsync(plain, () => BusyContext.MigratePlainlyAsync(Unpooled(plain), change.Migration, CancellationToken.None), behind),
                await MeasureAsync(safe, () => BusyContext.MigrateAsync(new MigrationEngineOptions { ConnectionString = server.Connection(safe) }, change.Migration, CancellationToken.None), behind)));
        }

        results.Add(new OnlineResult(
            BusyRows.Change,
            await MeasureAsync(plain, () => BusyRows.RunPlainlyAsync(server.Connection(plain), CancellationToken.None), behind),
            await MeasureAsync(safe, () => BusyRows.RunAsync(new MigrationEngineOptions { ConnectionString = server.Connection(safe) }, CancellationToken.None), behind)));
        report.Table(name, Columns, results.Select(result => result.Row));
        await server.DropAsync(plain);
        await server.DropAsync(safe);
        return results;
    }

    private void Judge(List<OnlineResult> results)
    {
        foreach (var result in results)
        {
            report.Goal($"{result.Change.Name}: longest request in ms", 200, result.SafeWorst);
            if (result.Change.IsLong) report.Goal($"{result.Change.Name}: longest request / EF's form", 1 / 25.0, result.SafeWorst / result.PlainWorst);
        }

        if (results.Find(result => result.Change.Migration == BusyContext.Index) is { } index)
            report.Goal("index: duration / EF's form", 1.5, index.Safe.Duration / index.Plain.Duration);
        foreach (var backfill in results.Where(result => result.Change.Migration == BusyContext.Backfill || result.Change == BusyRows.Change))
        {
            report.Goal($"{backfill.Change.Name}: duration / one UPDATE", 1.1, backfill.Safe.Duration / backfill.Plain.Duration);
            report.Goal($"{backfill.Change.Name}: p99 of the requests in ms", 30, backfill.Safe.Load.P99.TotalMilliseconds);
        }
    }

    private void JudgeBehind(List<OnlineResult> results)
    {
        var limit = new MigrationEngineOptions { ConnectionString = "" }.LockTimeout.TotalMilliseconds + 5;
        foreach (var result in results) report.Goal($"{result.Change.Name}, behind a long transaction: longest request in ms", limit, result.SafeWorst);
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
