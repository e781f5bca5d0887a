using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>stamp &lt;target&gt;</c>: says where a database is without running anything.</summary>
internal static class StampVerb
{
    private const string Description =
        """
        Sets the history to the target and what comes before it, without running a migration. First compares the live schema, object by
        object, with what those migrations build; refuses where it differs (exit code 11). --force overrules that: the comparison is made
        all the same, and its outcome is kept in the journal.

        Examples:
          stamp 20260102_AddTrades
          stamp head --yes
          stamp base                     nothing counts as applied any more
        """;

    private static readonly Argument<string> Target = new("target") { Description = "head, base, +N, -N, or a migration." };

    private static readonly Option<bool> AllowExtra = new("--allow-extra") { Description = "Let pass what somebody has added to the migrations' own tables." };

    private static readonly Option<bool> Force = new("--force") { Description = "Write it although the live schema differs." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    public static Command Create()
    {
        Target.CompletionSources.Add(MigrationCompletions.UpTargets);
        var verb = new Command("stamp", Description) { Target, AllowExtra, ScratchOption.Scratch, Force, Yes };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "stamp",
            (context, token) =>
            {
                var target = MigrationTarget.Parse(arguments.GetRequiredValue(Target));
                var options = new AdoptionOptions
                {
                    AllowExtra = arguments.GetValue(AllowExtra),
                    Scratch = context.ScratchConnection(arguments.GetValue(ScratchOption.Scratch)),
                };
                var adopter = new SchemaAdopter(context.Migrator, context.Logger);
                return new StampRun(
                    context,
                    (session, stop) => adopter.ProposeStampAsync(session, target, options, stop),
                    arguments.GetValue(Force),
                    arguments.GetValue(Yes)).RunAsync(token);
            },
            cancellationToken));
        return verb;
    }
}
