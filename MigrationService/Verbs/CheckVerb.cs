using System.CommandLine;
using System.CommandLine.Parsing;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>check</c>: everything in which the database, its history and this build disagree.</summary>
internal static class CheckVerb
{
    private const string Description =
        """
        Looks for everything in which the database, its history and this build disagree. Changes nothing and waits for nobody; the live
        schema is compared with a scratch database that is built from the applied migrations and dropped again.

        The exit code is the answer for a script: 0 all is as it should be, 11 something differs, 7 an applied migration was edited or the
        history is damaged, 6 the database is ahead of this build, 3 or 4 a part could not be checked and the others found nothing.

        Examples:
          check
          check --only drift,model       edited, history, model, drift, indexes, constraints, sequences
          check --skip drift             without a scratch database
          check --ignore 'public.crm_*'  another program's tables
          check --scratch "Host=localhost;Username=postgres"
        """;

    private static readonly Option<CheckPart[]> Only = Parts("--only", "Do these parts alone, separated by commas.");

    private static readonly Option<CheckPart[]> Skip = Parts("--skip", "Leave these parts out.");

    private static readonly Option<string[]> Ignore = new("--ignore")
    {
        Description = "Let the drift of this object pass, * standing for anything: public.legacy_*. Repeatable.",
    };

    private static readonly Option<bool> AllowExtra = new("--allow-extra") { Description = "Only mention tables, views and functions that no migration makes." };

    private static readonly Option<bool> Privileges = new("--privileges") { Description = "Compare owners and privileges too." };

    private static readonly Option<int> Threshold = new("--sequence-threshold")
    {
        Description = "From how many percent of its range on a sequence is reported.",
        DefaultValueFactory = _ => 80,
        Validators =
        {
            argument =>
            {
                if (argument.Tokens is [var token] && (!int.TryParse(token.Value, out var percent) || percent is < 0 or > 100))
                    argument.AddError($"'{token.Value}' is not a percentage from 0 to 100.");
            },
        },
    };

    public static Command Create()
    {
        var verb = new Command("check", Description) { Only, Skip, ScratchOption.Scratch, Ignore, AllowExtra, Privileges, Threshold };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "check", (context, token) => RunAsync(context, arguments, token), cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, ParseResult arguments, CancellationToken cancellationToken)
    {
        var only = arguments.GetValue(Only) ?? [];
        var options = new CheckOptions
        {
            Parts = [.. (only.Length > 0 ? only : Enum.GetValues<CheckPart>()).Except(arguments.GetValue(Skip) ?? [])],
            Scratch = context.ScratchConnection(arguments.GetValue(ScratchOption.Scratch)),
            SequenceThreshold = arguments.GetValue(Threshold) / 100.0,
            Ignore = arguments.GetValue(Ignore) ?? [],
            AllowExtra = arguments.GetValue(AllowExtra),
            Privileges = arguments.GetValue(Privileges),
            CreateModel = VerbContext.CreateOfflineContext,
            Describe = OperationWords.Describe,
        };
        var report = await new SchemaChecker(context.Migrator, context.Logger).CheckAsync(options, cancellationToken);
        if (context.Json) CheckOutput.WriteDocument(report);
        else CheckOutput.Write(report);
        return report.ExitCode;
    }

    private static Option<CheckPart[]> Parts(string name, string description) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = argument => [.. argument.Tokens.SelectMany(token => token.Value.Split(',')).SelectMany(text => Part(argument, text))],
    };

    private static IEnumerable<CheckPart> Part(ArgumentResult argument, string text)
    {
        // Not by number: TryParse takes those too.
        if (Enum.GetNames<CheckPart>().Contains(text.Trim(), StringComparer.OrdinalIgnoreCase)) return [Enum.Parse<CheckPart>(text, ignoreCase: true)];

        argument.AddError($"'{text}' is not a part of the check: {string.Join(", ", Enum.GetNames<CheckPart>()).ToLowerInvariant()}.");
        return [];
    }
}
