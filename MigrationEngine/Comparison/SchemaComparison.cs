namespace TradingPlatform.MigrationEngine;

/// <summary>What a comparison before a stamp found.</summary>
/// <param name="Refused">Differences that speak against it: missing, different, extra on one of our tables, or in the way of a later migration.</param>
/// <param name="Tolerated">Objects of others, and what is only worth knowing.</param>
/// <param name="Collisions">Names of objects of others that a later migration would create; each is one of <paramref name="Refused"/>.</param>
public sealed record SchemaComparison(
    IReadOnlyList<SchemaDifference> Refused, IReadOnlyList<SchemaDifference> Tolerated, IReadOnlySet<string> Collisions)
{
    /// <summary>Sorts differences.</summary>
    /// <param name="differences">All of them.</param>
    /// <param name="laterNames">The names that migrations after the stamp will take.</param>
    /// <param name="allowExtra">Whether additions to our own tables are let pass.</param>
    internal static SchemaComparison Of(IReadOnlyList<SchemaDifference> differences, IReadOnlySet<string> laterNames, bool allowExtra)
    {
        var collisions = differences.Where(difference => difference.IsForeign && laterNames.Contains(difference.Item.Name)).Select(difference => difference.Item.Name).ToHashSet();
        var tolerated = differences.Where(difference => difference.IsAdvice || (
            difference.Kind == SchemaDifferenceKind.Extra && (difference.IsForeign ? !collisions.Contains(difference.Item.Name) : allowExtra))).ToList();
        return new SchemaComparison([.. differences.Except(tolerated)], tolerated, collisions);
    }

    /// <summary>The outcome in one sentence, as the journal keeps it.</summary>
    public override string ToString() => Refused.Count == 0
        ? FormattableString.Invariant($"The live schema was compared with a scratch build and fits; {Tolerated.Count} objects or details were let pass.")
        : FormattableString.Invariant($"The live schema was compared with a scratch build and differs in {Refused.Count} objects, first {Refused[0]}.");

    /// <summary>One line for a difference, with the reason where it is in the way of a later migration.</summary>
    public string Line(SchemaDifference difference) =>
        Collisions.Contains(difference.Item.Name) && difference.IsForeign ? $"{difference}: a later migration creates an object of this name" : difference.ToString();
}
