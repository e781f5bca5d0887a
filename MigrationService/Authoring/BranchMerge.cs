using Microsoft.EntityFrameworkCore.Metadata;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Joins the heads of the migrations. The code must be exactly what the branches make of their common ancestor: then what one branch
/// changed is what the others lack, in either order, and the merge itself has nothing to do.
/// </summary>
internal sealed class BranchMerge(MigrationAuthor author, KeptModels kept, TimeProvider time)
{
    private readonly DesignModel _model = author.Model;
    private readonly OperationText _text = new(author.Generator);

    /// <summary>The merge; null where there is one head.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: the branches conflict, or the code is not their union.</exception>
    public MigrationDraft? Draft(string? description, MigrationFolder folder)
    {
        var heads = _model.Graph.Heads;
        if (heads.Count < 2) return null;

        RefuseUnlessUnion(heads, folder);
        var name = description is null ? NameOf(heads) : MigrationTitle.Parse(description);
        name.RefuseDuplicate(_model.Ids);
        return new MigrationDraft
        {
            Id = MigrationId.Next(_model.Ids, name.Identifier, time),
            Name = name,
            Namespace = _model.Namespace,
            Parents = heads,
            Phase = MigrationPhase.Expand,
            Up = [],
            Down = [],
        };
    }

    private void RefuseUnlessUnion(IReadOnlyList<string> heads, MigrationFolder folder)
    {
        var ancestor = CommonAncestorOf(heads);
        var start = ancestor is null ? null : kept.Read(ancestor, folder);
        List<(string Id, IModel Model, IReadOnlyDictionary<string, string> Changes)> branches = [];
        foreach (var head in heads)
        {
            var end = kept.Read(head, folder);
            branches.Add((head, end, _text.Of(_model.Difference(start, end))));
        }

        List<BranchGap> gaps = [];
        foreach (var branch in branches)
        {
            Dictionary<string, string> expected = [];
            foreach (var other in branches.Where(other => other.Id != branch.Id))
            {
                foreach (var (line, what) in other.Changes)
                {
                    if (branch.Changes.ContainsKey(line))
                        throw Refused($"{branch.Id} and {other.Id} both do this, and the second to run would fail: {what}. Take it out of the one that is not applied anywhere yet.");
                    expected[line] = what;
                }
            }

            gaps.Add(BranchGap.Of(branch.Id, expected, _text.Of(_model.Difference(branch.Model, _model.Code))));
        }

        // Seen from one branch a difference may look like a rename, from the other it is what it is.
        if (gaps.Where(gap => !gap.IsEmpty).OrderBy(gap => gap.IsOneSided ? 0 : 1).FirstOrDefault() is { } worst) throw Refused(worst.Sentence);
    }

    // Of the migrations that all heads have, the one that all others lead to.
    private string? CommonAncestorOf(IReadOnlyList<string> heads)
    {
        var graph = _model.Graph;
        var lasts = heads.SelectMany((a, i) => heads.Skip(i + 1).Select(b => LastsOf([.. graph.AncestorsOf(a).Intersect(graph.AncestorsOf(b))]))).ToList();
        var first = lasts[0];
        if (first.Count > 1 || lasts.Exists(other => !other.SequenceEqual(first)))
            throw Refused($"The heads {string.Join(", ", heads)} have no single point where they part: take one of them back with git, merge the others, and add its change with `new`.");
        return first.FirstOrDefault();
    }

    private List<string> LastsOf(HashSet<string> common) => [.. common.Where(id => !_model.Graph.ChildrenOf(id).Any(common.Contains))];

    private static MigrationTitle NameOf(IReadOnlyList<string> heads)
    {
        var identifier = "Merge" + string.Join("And", heads.Select(MigrationId.NameOf));
        if (identifier.Length > MigrationTitle.Longest) identifier = "Merge" + string.Join("And", heads.Select(MigrationId.StampOf));
        return MigrationTitle.Of($"Joins {string.Join(" and ", heads)}.", identifier);
    }

    private static MigrationException Refused(string sentence) => new(MigrationExitCode.Refused, sentence);
}
