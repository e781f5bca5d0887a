using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>up [target]</c>: applies pending migrations.</summary>
internal static class UpVerb
{
    private const string Description =
        """
        Applies pending migrations, without seeding.

        Examples:
          up                     everything that this build contains
          up +1                  the next one
          up 20260102_AddTrades  up to this one; a unique part of the id or name is enough
        """;

    private static readonly Argument<string> Target = new("target")
    {
        Description = "head, +N, or a migration.",
        DefaultValueFactory = _ => "head",
    };

    public static Command Create()
    {
        var verb = new Command("up", Description) { Target };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "up",
            (context, token) => RunAsync(context, MigrationTarget.Parse(arguments.GetRequiredValue(Target)), token),
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, MigrationTarget target, CancellationToken cancellationToken)
    {
        await using var session = await context.BeginAsync(cancellationToken);
        var result = await session.UpAsync(target, cancellationToken);
        RunReport.Write("Applied", "Nothing to apply: the schema is where this asks it to be.", result);
        return MigrationExitCode.Success;
    }
}
