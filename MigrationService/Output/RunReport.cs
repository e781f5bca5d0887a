using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a run did, on standard output.</summary>
internal static class RunReport
{
    public static void Write(string done, string nothing, MigrationRunResult result)
    {
        if (result.Migrations.Count == 0)
        {
            Console.WriteLine(nothing);
            return;
        }

        Console.WriteLine(FormattableString.Invariant($"{done} {result.Migrations.Count} migrations in {result.Duration.TotalSeconds:0.0} s:"));
        foreach (var migration in result.Migrations) Console.WriteLine($"  {migration}");
    }
}
