using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace TradingPlatform.MigrationService;

/// <summary><c>new "description"</c>: writes the migration from the snapshot to the code.</summary>
internal static class NewVerb
{
    private const string Text =
        """
        Writes a migration for what changed in the model since the last one, and a test where rows are moved or lost.

        Runs in the source tree and needs no database. When nothing changed it says so, writes nothing and ends with 0; --empty writes a
        migration without operations, for SQL of your own. `dotnet ef migrations add` writes the same files.

        Examples:
          new "add leverage to bots"
          new "backfill order fees" --empty
        """;

    private static readonly Argument<string> Description = new("description") { Description = "What changes in the schema. The class is named after it." };

    private static readonly Option<bool> Empty = new("--empty") { Description = "Write a migration although nothing changed in the model." };

    public static Command Create()
    {
        var verb = new Command("new", Text) { Description, Empty };
        AuthoringVerb.SetBody(verb, (context, arguments, services, folder, _) =>
        {
            var name = MigrationTitle.Parse(arguments.GetRequiredValue(Description));
            var author = services.GetRequiredService<MigrationAuthor>();
            var draft = author.Draft(name);
            if (draft.Up.Count == 0 && !arguments.GetValue(Empty))
            {
                AuthoringReport.WriteNothing(context, "Nothing changed in the model since the last migration: nothing written. `--empty` writes a migration for SQL of your own.");
                return Task.CompletedTask;
            }

            var files = author.Write(draft, author.SnapshotOf(author.Model.Code), folder);
            AuthoringReport.Write(context, draft, files, removed: []);
            return Task.CompletedTask;
        });
        return verb;
    }
}
