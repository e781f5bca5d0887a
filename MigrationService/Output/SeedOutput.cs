using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService;

/// <summary>What <c>seed</c> answers.</summary>
internal static class SeedOutput
{
    public static void WriteDocument(SeedReport report, SeedRequest request) => JsonOutput.Write(new
    {
        verdict = MigrationExitCode.Success,
        exitCode = 0,
        profile = request.Profile,
        request.DryRun,
        report.Parts,
        removed = Tables(report.Removed),
        added = Tables(report.Added),
        report.FirstAdministrator,
    });

    public static void Write(SeedReport report, SeedRequest request)
    {
        var (removed, added) = request.DryRun ? (" would be removed", " would be added") : (" removed", "");
        foreach (var part in report.Parts.Where(part => part is { NeededBy: not null, Added: > 0 }))
            Console.Out.WriteLine($"{part.Name} comes along: {part.NeededBy} depends on it.");
        foreach (var (table, rows) in report.Removed) Console.Out.WriteLine($"{table}: {Counted.Of(rows, "row")}{removed}");
        foreach (var (table, rows) in report.Added) Console.Out.WriteLine($"{table}: {Counted.Of(rows, "row")}{added}");
        if (report.Added.Count == 0 && report.Removed.Count == 0 && report.FirstAdministrator is null) Console.Out.WriteLine("Nothing to seed: all of it is there.");
        else if (request.DryRun) Console.Out.WriteLine("A dry run: nothing was changed.");
    }

    private static IEnumerable<object> Tables(IReadOnlyDictionary<string, long> rows) =>
        rows.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => new { table = table.Key, rows = table.Value });
}
