using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>lint [migrations]</c>: what in migrations would hurt a database that is in use.</summary>
internal static class LintVerb
{
    private const string Description =
        """
        Looks in migrations for what would hurt a database that is in use: locks, rewrites, scans, and what versions of the application that
        still run do not survive. Needs no database; with one, its catalog tells more, and nothing in it is locked or changed.

        The exit code is the answer for a script: 0 nothing stands in the way, 8 something of --fail-on or worse does, that is not exempt.
        Outside of Development `up` and the worker refuse migrations with such an error.

        Examples:
          lint                          all migrations, in both directions
          lint head                     the newest one
          lint AddTrades..              from this one on
          lint --pending                those that `up` would apply
          lint --fail-on warning --format github      in a pull request
          lint --format sarif > lint.sarif            for code scanning
        """;

    private static readonly Argument<string?> Migrations = new("migrations")
    {
        Description = "A migration, head, or from..to with both included and either left out. Default: all.",
        DefaultValueFactory = _ => null,
    };

    private static readonly Option<bool> Pending = new("--pending") { Description = "Those that `up` would apply, on the way up." };

    private static readonly Option<bool> Offline = new("--offline") { Description = "Leave the configured database alone." };

    private static readonly Option<LintFormat> Format = WordOption.Of("--format", "How to write it", LintFormat.Text);

    private static readonly Option<LintSeverity> Severity = WordOption.Of("--severity", "Show findings from this severity on", LintSeverity.Advice);

    private static readonly Option<LintSeverity> FailOn = WordOption.Of("--fail-on", "End with exit code 8 from this severity on", LintSeverity.Error);

    public static Command Create()
    {
        Migrations.CompletionSources.Add(MigrationCompletions.Ids);
        var verb = new Command("lint", Description) { Migrations, Pending, Offline, Format, Severity, FailOn };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(Pending) && result.GetValue(Migrations) is not null) result.AddError("--pending names the migrations: leave the argument out.");
            if (result.GetValue(Pending) && result.GetValue(Offline)) result.AddError("What is pending is known to the database: leave --offline out.");
        });
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "lint", (context, token) => RunAsync(context, arguments, token), cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, ParseResult arguments, CancellationToken cancellationToken)
    {
        var graph = MigrationGraph.Of(VerbContext.OfflineOptions);
        var pending = arguments.GetValue(Pending);
        var ids = pending
            ? (await context.Migrator.ReadStatusAsync(cancellationToken)).Pending
            : LintSelection.Of(graph, arguments.GetValue(Migrations));
        MigrationDirection[] directions = pending ? [MigrationDirection.Up] : [MigrationDirection.Up, MigrationDirection.Down];
        await using var offline = VerbContext.CreatePlanningContext();
        var lint = new MigrationLint(graph, offline);
        var usesCatalog = context.HasDatabase && !arguments.GetValue(Offline);
        LintReport report;
        if (usesCatalog)
        {
            await using var connection = await context.ConnectAsync(cancellationToken);
            report = await lint.CheckAsync(ids, directions, connection, cancellationToken);
        }
        else report = lint.Check(ids, directions);

        var answer = new LintAnswer(report, ids.Count, usesCatalog, arguments.GetValue(Severity), arguments.GetValue(FailOn));
        LintOutput.Write(answer, context.Json ? LintFormat.Json : arguments.GetValue(Format));
        return answer.ExitCode;
    }
}
