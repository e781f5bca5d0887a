using System.CommandLine;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService;

/// <summary><c>seed</c>: adds the seed data that is missing to a migrated database.</summary>
internal static class SeedVerb
{
    private const string Description =
        """
        Adds the seed data that is missing: the first administrator and the system configuration everywhere, a desk of invented traders in Development only.

        Examples:
          seed
          seed --profile minimal
        """;

    private static readonly Option<SeedProfile?> Profile = new("--profile")
    {
        Description = "none, minimal or demo. Default: Seed:Profile, or demo in Development and minimal elsewhere.",
    };

    public static Command Create()
    {
        var verb = new Command("seed", Description) { Profile };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "seed", (context, token) => RunAsync(context, arguments.GetValue(Profile), token), cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, SeedProfile? profile, CancellationToken cancellationToken)
    {
        await using var session = await context.BeginAsync(cancellationToken);
        var plan = await session.PlanUpAsync(MigrationTarget.Head, cancellationToken);
        if (plan.Migrations.Count > 0)
            throw new MigrationException(MigrationExitCode.Pending, $"{plan.Migrations.Count} migrations are pending: run `up` before `seed`.");

        var report = await context.SeedAsync(session, profile ?? context.ConfiguredProfile, cancellationToken);
        var added = report.Added.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => new { table = table.Key, rows = table.Value }).ToList();
        if (context.Json)
        {
            JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, added });
            return MigrationExitCode.Success;
        }

        foreach (var table in added) Console.Out.WriteLine($"{table.table}: {Counted.Of(table.rows, "row")}");
        if (added.Count == 0) Console.Out.WriteLine("Nothing to seed: all of it is there.");
        return MigrationExitCode.Success;
    }
}
