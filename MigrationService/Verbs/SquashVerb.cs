using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace TradingPlatform.MigrationService;

/// <summary><c>squash from..to</c>: folds old migrations into one.</summary>
internal static class SquashVerb
{
    private const string Text =
        """
        Folds migrations that follow each other into one. A database that has them all counts it as applied; an empty one runs it instead.

        All operations are kept in their order, raw SQL too; only what provably makes no difference is shortened. The folded migrations'
        files are deleted (git has them), so look at the result before you commit it. A database that has some of them but not all is
        refused by `up` until a build from before the squash has finished them.

        Examples:
          squash LegacyBaseline..OrderLogsAndTrades "baseline of 2026"
          squash ..OrderLogsAndTrades
        """;

    private static readonly Argument<string> Range = new("range") { Description = "from..to, both included, by id or unique name; ..to from the first on." };

    private static readonly Argument<string?> Description = new("description")
    {
        Description = "What it holds. Default: named after the ends.",
        DefaultValueFactory = _ => null,
    };

    public static Command Create()
    {
        var verb = new Command("squash", Text) { Range, Description };
        AuthoringVerb.SetBody(verb, (context, arguments, services, folder, _) =>
        {
            var squash = services.GetRequiredService<Squash>();
            var draft = squash.Draft(arguments.GetRequiredValue(Range), arguments.GetValue(Description));
            var (written, removed) = squash.Write(draft, folder);
            var tests = folder.TestsOf(draft.Replaces).Select(file => $"{Path.GetRelativePath(Environment.CurrentDirectory, file)} names a folded migration, which no test can apply any more.");
            AuthoringReport.Write(context, draft, written, removed, tests);
            return Task.CompletedTask;
        });
        return verb;
    }
}
