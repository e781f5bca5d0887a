using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Operations as lines of text by which two lists of them are compared, each with what to call it in a message.</summary>
internal sealed class OperationText(EngineMigrationsGenerator generator)
{
    /// <summary>The lines, each with its short description. Equal lines change the schema equally, whatever else has changed before.</summary>
    public IReadOnlyDictionary<string, string> Of(IEnumerable<MigrationOperation> operations)
    {
        var lines = new Dictionary<string, string>();
        foreach (var operation in operations)
        {
            switch (operation)
            {
                // Repeatable, and needed by whichever branch comes first; or no change at all.
                case EnsureSchemaOperation or ExemptOperation:
                    break;

                // These list all annotations, also those that another branch has added: only what they change counts.
                case AlterDatabaseOperation alter:
                    foreach (var change in Changes(alter, alter.OldDatabase)) lines[change] = change;
                    break;
                case AlterTableOperation alter when alter.Comment == alter.OldTable.Comment:
                    foreach (var change in Changes(alter, alter.OldTable)) lines[$"{alter.Schema}.{alter.Name}: {change}"] = $"{change} of {alter.Name}";
                    break;
                default:
                    lines[generator.Render(operation)] = OperationWords.Describe(operation);
                    break;
            }
        }

        return lines;
    }

    private static IEnumerable<string> Changes(IAnnotatable now, IAnnotatable before)
    {
        foreach (var annotation in now.GetAnnotations())
        {
            if (!Equals(before[annotation.Name], annotation.Value)) yield return $"set {annotation.Name} to {annotation.Value}";
        }

        foreach (var annotation in before.GetAnnotations())
        {
            if (now.FindAnnotation(annotation.Name) is null) yield return $"remove {annotation.Name}";
        }
    }
}
