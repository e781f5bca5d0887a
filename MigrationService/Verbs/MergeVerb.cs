using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace TradingPlatform.MigrationService;

/// <summary><c>merge [description]</c>: joins the heads that two branches of the code have left.</summary>
internal static class MergeVerb
{
    private const string Text =
        """
        Writes the migration that joins two branches, and the model snapshot of both. It has no operations: each branch has its own.

        Run it after git's merge, with the code resolved; a snapshot with conflict markers does not matter, it is written anew. Refuses when
        the branches contradict each other, or when the code has changes that neither of them makes.

        Examples:
          merge
          merge "join leverage and order fees"
        """;

    private static readonly Argument<string?> Description = new("description")
    {
        Description = "What it joins. Default: named after the heads.",
        DefaultValueFactory = _ => null,
    };

    public static Command Create()
    {
        var verb = new Command("merge", Text) { Description };
        AuthoringVerb.SetBody(verb, (context, arguments, services, folder, _) =>
        {
            var author = services.GetRequiredService<MigrationAuthor>();
            var draft = services.GetRequiredService<BranchMerge>().Draft(arguments.GetValue(Description), folder);
            if (draft is not null)
                AuthoringReport.Write(context, draft, author.Write(draft, author.SnapshotOf(author.Model.Code), folder), removed: []);
            else if (author.Model is { SnapshotType: null, Graph.Heads: [var head] })
            {
                MigrationFolder.Write(folder.SnapshotFile, folder.ReadModel(head));
                AuthoringReport.WriteNothing(context, $"There is one head, {head}, and nothing to merge. The snapshot was in conflict and is now the one of {head}.");
            }
            else
                AuthoringReport.WriteNothing(context, "There is one head and nothing to merge.");
            return Task.CompletedTask;
        });
        return verb;
    }
}
