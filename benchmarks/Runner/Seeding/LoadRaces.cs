using System.Globalization;

namespace TradingPlatform.Benchmarks;

/// <summary>
/// The load profile against psql with files of the same rows in the same binary format, and against EF Core (goal 4). Everybody writes
/// into copies of one migrated database, with all of its constraints, indexes and triggers.
/// </summary>
internal sealed class LoadRaces(Stage stage, Report report)
{
    private const string One = "MigrationService, one connection";
    private const string Two = "MigrationService, two connections";
    private const string Psql = "psql \\copy";

    /// <summary>A trigger that costs nothing, and that the load does not know: it then has every row checked, as psql has by default.</summary>
    private const string Unknown =
        "CREATE FUNCTION benchmark() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER tr_benchmark BEFORE INSERT ON execution.trades FOR EACH ROW WHEN (false) EXECUTE FUNCTION benchmark()";

    private long Rows => stage.Options.Rows;

    public async Task RunAsync()
    {
        var migrated = await stage.PrepareAsync(database => stage.ServiceInDevelopment(stage.Server.Connection(database), "up"));
        await RunAsync(stage.ServiceInDevelopment(stage.Server.Connection(migrated), "seed", "--profile", "minimal"));
        var loaded = await CopyAsync(migrated);
        await RunAsync(Load(loaded, Rows, connections: 1));
        var files = new LoadedFiles(stage, Path.Combine(stage.Workspace.Folder, "load"));
        var rows = await files.WriteAsync(loaded);

        var bulk = await RaceAsync("Foreign keys left to who makes the rows", migrated, files.Script(checksRows: false), rows);
        var watched = await CopyAsync(migrated);
        await RunAsync(stage.Psql(watched, "-c", Unknown));
        var checkedRows = await RaceAsync("Foreign keys checked row by row", watched, files.Script(checksRows: true), rows);
        report.Goal("load / psql with the same checks, one connection", 1 / 0.85, bulk.Of(One) / bulk.Of(Psql));
        report.Goal("load / psql with the same checks, two connections", 1, bulk.Of(Two) / bulk.Of(Psql));
        report.Goal("load / psql, row by row, one connection", 1 / 0.85, checkedRows.Of(One) / checkedRows.Of(Psql));
        report.Goal("load / psql, row by row, two connections", 1, checkedRows.Of(Two) / checkedRows.Of(Psql));

        var entities = await new LoadedEntities(stage).MeasureAsync(loaded, migrated);
        report.Note(FormattableString.Invariant($"EF Core's SaveChanges: {entities.Rows} rows, {entities.Rows / entities.Seconds:0} rows/s."));
        foreach (var connections in (string[])[One, Two])
            report.Goal($"{connections} / EF Core", 1 / 25.0, bulk.Of(connections) / 1000 / rows / (entities.Seconds / entities.Rows));

        await MemoryAsync(migrated);
    }

    private async Task<RaceResult> RaceAsync(string name, string template, string script, long rows)
    {
        var psql = stage.PsqlScript("load", script);
        var result = await new Race($"{name}, {rows} rows with {Rows} trades", stage.Options.Rounds)
            .Add(Fresh(Psql, template, psql))
            .Add(Fresh(One, template, database => Load(database, Rows, 1)))
            .Add(Fresh(Two, template, database => Load(database, Rows, 2)))
            .RunAsync();
        report.Table(
            result.Name,
            ["", "seconds", "rows/s"],
            result.Medians.Select(median => (IReadOnlyList<string>)[median.Key, Number(median.Value / 1000, "0.00"), Number(rows / (median.Value / 1000), "0")]));
        return result;
    }

    /// <summary>A load of a quarter of the size needs as much memory.</summary>
    private async Task MemoryAsync(string migrated)
    {
        var peaks = new List<double>();
        foreach (var trades in (long[])[Rows / 4, Rows])
        {
            var database = await CopyAsync(migrated);
            peaks.Add((await Measurement.OfAsync(Load(database, trades, 2), watchMemory: true)).PeakMegabytes);
            await stage.Server.DropAsync(database);
            report.Note(FormattableString.Invariant($"{trades} trades on two connections: peak memory {peaks[^1]:0} MB."));
        }

        report.Goal("peak memory / that of a quarter of the rows", 1.15, peaks[1] / peaks[0]);
    }

    private Command Load(string database, long trades, int connections) => stage.ServiceInDevelopment(
        stage.Server.Connection(database), "seed", "--profile", "load", "--scale", Number(trades, "0"), "--connections", Number(connections, "0"));

    /// <summary>Each run on a copy whose predecessor is gone: nobody pays for the pages that another one left to be written.</summary>
    private Contender Fresh(string name, string template, Func<string, Command> command)
    {
        string? last = null;
        return new Contender(name, async () =>
        {
            if (last is not null) await stage.Server.DropAsync(last);
            last = await CopyAsync(template);
            return command(last);
        });
    }

    private Task<string> CopyAsync(string template) => stage.Server.CopyAsync(template);

    private static Task<Measurement> RunAsync(Command command) => Measurement.OfAsync(command);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
