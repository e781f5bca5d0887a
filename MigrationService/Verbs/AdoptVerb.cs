using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>adopt [baseline]</c>: takes over a database that something else has made.</summary>
internal static class AdoptVerb
{
    private const string Description =
        """
        Takes over a database that has tables and no history of ours. Finds out at which migration it is: from EF Core's own history
        table, from Alembic's alembic_version, or, where no tool has left one, at the first migration. Compares the live schema with it,
        object by object, then writes the history; refuses where something differs (exit code 11), and names it. Refuses, too, where a row
        could not be carried on (exit code 8), and lists each with the reason.

        Tables, views and functions of others are listed and let pass, unless a later migration creates one of that name.

        Examples:
          adopt
          adopt 20260101000001_LegacyBaseline
          adopt --map 3f2a9c=UsersAndAuth --map 77be01=Strategies   Alembic's revisions, one a branch
        """;

    private static readonly Argument<string?> Baseline = new("baseline")
    {
        Description = "The migration that the database is at. Default: found out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Map = new("--map")
    {
        Description = "Which migration a revision of Alembic means: revision=migration. Repeatable.",
        Validators =
        {
            argument =>
            {
                foreach (var token in argument.Tokens.Where(token => token.Value.Split('=', 2) is not [{ Length: > 0 }, { Length: > 0 }]))
                    argument.AddError($"'{token.Value}' maps nothing: write --map revision=migration.");
            },
        },
    };

    private static readonly Option<bool> AllowExtra = new("--allow-extra") { Description = "Let pass what somebody has added to the migrations' own tables." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    public static Command Create()
    {
        Baseline.CompletionSources.Add(MigrationCompletions.UpTargets);
        var verb = new Command("adopt", Description) { Baseline, Map, AllowExtra, ScratchOption.Scratch, Yes };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "adopt",
            (context, token) =>
            {
                var options = new AdoptionOptions
                {
                    Baseline = arguments.GetValue(Baseline),
                    AlembicMap = (arguments.GetValue(Map) ?? []).Select(pair => pair.Split('=', 2)).ToLookup(pair => pair[0], pair => pair[1])
                        .ToDictionary(pair => pair.Key, pair => pair.Last()),
                    AllowExtra = arguments.GetValue(AllowExtra),
                    Scratch = context.ScratchConnection(arguments.GetValue(ScratchOption.Scratch)),
                };
                var adopter = new SchemaAdopter(context.Migrator, context.Logger);
                return new StampRun(
                    context, (session, stop) => adopter.ProposeAdoptionAsync(session, options, stop), force: false, arguments.GetValue(Yes)).RunAsync(token);
            },
            cancellationToken));
        return verb;
    }
}
