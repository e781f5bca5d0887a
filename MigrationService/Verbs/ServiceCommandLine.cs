using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TradingPlatform.MigrationService;

/// <summary>The verbs. Without one the program is the worker that starts with the platform.</summary>
internal static class ServiceCommandLine
{
    private const string Description = "Migrates and seeds the TradingPlatform's database. Without a verb: applies what is pending, seeds, and ends.";

    /// <summary>The verbs in the groups and the order in which the help shows them.</summary>
    private static VerbGroup[] Groups() =>
    [
        new("Change the database", [
            UpVerb.Create(),
            CompleteVerb.Create(),
            DownVerb.Create(),
            BackfillVerb.Create(),
            SeedVerb.Create(),
            RotateKeysVerb.Create(),
        ]),
        new("Look at the database", [
            StatusVerb.Create(),
            CurrentVerb.Create(),
            PendingVerb.Create(),
            HistoryVerb.Create(),
            ShowVerb.Create(),
            BlockersVerb.Create(),
        ]),
        new("Write migrations", [
            NewVerb.Create(),
            HeadsVerb.Create(),
            MergeVerb.Create(),
            SquashVerb.Create(),
            RemoveLastVerb.Create(),
            ScriptVerb.Create(),
        ]),
        new("Adopt and check", [
            LintVerb.Create(),
            CheckVerb.Create(),
            RehearseVerb.Create(),
            AdoptVerb.Create(),
            StampVerb.Create(),
        ]),
        new("Develop", [
            ResetVerb.Create(),
            ErdVerb.Create(),
            CompletionVerb.Create(),
        ]),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        // While the command line is read: a fiftieth of a run.
        if (args is ["up" or "complete" or "down", ..]) NetworkWarmUp.Begin();

        var root = CreateRoot();
        var arguments = root.Parse(args);
        if (arguments.Action is ParseErrorAction) return await UsageFailure.WriteAsync(arguments, root);

        // Signals end the host, and the host's end cancels the verb: the library's own handling would cut it off after two seconds.
        return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>The whole command line.</summary>
    internal static RootCommand CreateRoot()
    {
        var groups = Groups();
        var root = new RootCommand(Description);
        foreach (var verb in groups.SelectMany(group => group.Verbs)) root.Add(verb);
        root.Add(WritePlansVerb.Create());
        CommonOptions.AddTo(root);
        WorkerVerb.Attach(root);
        root.Options.OfType<HelpOption>().Single().Action = new RootHelp(groups);
        return root;
    }
}
