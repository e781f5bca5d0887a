using System.CommandLine;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService;

/// <summary><c>seed</c>: adds the seed data that is missing to a migrated database.</summary>
internal static class SeedVerb
{
    private const string Description =
        """
        Adds the seed data that is missing: the first administrator, the roles and the system configuration everywhere, a desk of invented
        people in Development or where it is asked for.

        Examples:
          seed
          seed --profile minimal
          seed --only demo-orders --dry-run
          seed --reset --only demo-orders   in Development: takes it away and adds it anew
          seed --profile load --scale 5M
        """;

    private static readonly Option<SeedProfile?> Profile = WordOption.Optional<SeedProfile>(
        "--profile", "none, minimal, demo or load. Default: Seed:Profile, or demo in Development and minimal elsewhere.");

    private static readonly Option<string[]> Only = new("--only")
    {
        Description = "These parts alone, and what they depend on: names with commas between them, or the option again.",
        HelpName = "part",
        CompletionSources = { context => Seeders.All.Select(seeder => new System.CommandLine.Completions.CompletionItem(seeder.Name)) },
    };

    private static readonly Option<bool> Reset = new("--reset")
    {
        Description = "Takes the demo desk's parts, or the load, away first, with all that hangs on them. In Development only, and after a question.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Says what would be added, and changes nothing." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask before --reset." };

    public static Command Create()
    {
        var verb = new Command("seed", Description) { Profile, Only, LoadOptions.Scale, LoadOptions.Connections, Reset, DryRun, Yes };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "seed", (context, token) => RunAsync(context, RequestOf(arguments, context), arguments.GetValue(Yes), token), cancellationToken));
        return verb;
    }

    private static SeedRequest RequestOf(ParseResult arguments, VerbContext context)
    {
        var only = (arguments.GetValue(Only) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var request = new SeedRequest(arguments.GetValue(Profile))
        {
            Only = [.. only.Distinct()],
            Reset = arguments.GetValue(Reset),
            DryRun = arguments.GetValue(DryRun),
            Load = LoadOptions.Of(arguments),
        };
        if (request is { Profile: null, Only: [] }) request = request with { Profile = context.ConfiguredProfile };
        LoadOptions.Check(request);
        return request;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, SeedRequest request, bool yes, CancellationToken cancellationToken)
    {
        if (request is { Reset: true, DryRun: false } && !yes) await AskAsync(context, request, cancellationToken);

        await using var session = await BeginAsync(context, cancellationToken);
        var report = await context.SeedAsync(session, request, cancellationToken);
        if (context.Json) SeedOutput.WriteDocument(report, request);
        else SeedOutput.Write(report, request);
        return MigrationExitCode.Success;
    }

    /// <summary>Asks while nobody has to wait for the answer.</summary>
    private static async Task AskAsync(VerbContext context, SeedRequest request, CancellationToken cancellationToken)
    {
        long rows;
        await using (var session = await BeginAsync(context, cancellationToken))
            rows = (await context.SeedAsync(session, request with { DryRun = true }, cancellationToken)).Removed.Values.Sum();

        await Confirmation.AskAsync($"Take {Counted.Of(rows, "row")} away from {context.DatabaseInWords} and seed anew?", yes: false, cancellationToken);
    }

    private static async Task<MigrationSession> BeginAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var session = await context.BeginAsync(cancellationToken);
        try
        {
            var plan = await session.PlanUpAsync(MigrationTarget.Head, cancellationToken);
            return plan.Migrations.Count == 0
                ? session
                : throw new MigrationException(MigrationExitCode.Pending, $"{plan.Migrations.Count} migrations are pending: run `up` before `seed`.");
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
