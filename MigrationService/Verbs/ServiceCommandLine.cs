using System.CommandLine;
using System.CommandLine.Invocation;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The verbs. Without one the program is the worker that starts with the platform.</summary>
internal static class ServiceCommandLine
{
    private const string Description =
        """
        Migrates and seeds the TradingPlatform's database. Without a verb: applies what is pending, seeds, and ends.

        The connection comes from --connection, ConnectionStrings__tradingdb or DATABASE_URL, the first that is given.

        Exit codes: 0 done, 2 usage, 3 database unavailable, 4 lock held by another run, 5 migration failed, 6 database ahead of this
        build, 7 half-applied migration, 8 refused, 9 seeding failed, 10 pending (status), 130 cancelled.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(Description) { UpVerb.Create(), DownVerb.Create(), StatusVerb.Create(), SeedVerb.Create() };
        CommonOptions.AddTo(root);
        WorkerVerb.Attach(root);

        var arguments = root.Parse(args);
        if (arguments.Action is ParseErrorAction)
        {
            await Console.Error.WriteLineAsync($"{arguments.Errors[0].Message} `--help` shows what is possible.");
            return (int)MigrationExitCode.Usage;
        }

        // Signals end the host, and the host's end cancels the verb: the library's own handling would cut it off after two seconds.
        return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}
