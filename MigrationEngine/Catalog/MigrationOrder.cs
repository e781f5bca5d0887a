namespace TradingPlatform.MigrationEngine;

/// <summary>Puts the migrations of a build in order by their parents, and says what is wrong with a build that has no such order.</summary>
internal static class MigrationOrder
{
    public static (IReadOnlyList<MigrationNode> Ordered, Dictionary<string, string> ReplacedBy) Of(IReadOnlyList<MigrationDeclaration> declarations)
    {
        var byId = declarations.ToList();
        byId.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        RefuseDuplicates(byId);
        var replacedBy = Replacements(byId);
        var nodes = new Dictionary<string, MigrationNode>(byId.Count);
        string? previous = null;
        foreach (var declaration in byId)
        {
            string[] parents = [.. (declaration.Parents ?? (previous is null ? [] : [previous]))
                // A branch may still name a migration that was folded meanwhile.
                .Select(parent => replacedBy.GetValueOrDefault(parent, parent)).Distinct()];
            nodes.Add(declaration.Id, new MigrationNode(declaration.Id, parents, declaration.Replaces)
            {
                Phase = declaration.Phase,
                Backfills = declaration.Backfills,
                OldestBuild = declaration.OldestBuild is { } oldest ? replacedBy.GetValueOrDefault(oldest, oldest) : null,
            });
            previous = declaration.Id;
        }

        return (Sort(nodes), replacedBy);
    }

    private static void RefuseDuplicates(List<MigrationDeclaration> byId)
    {
        for (var index = 1; index < byId.Count; index++)
        {
            if (byId[index].Id == byId[index - 1].Id)
                throw Damaged($"Two migrations of this build have the id {byId[index].Id}: give one of them an id of its own.");
        }
    }

    private static Dictionary<string, string> Replacements(List<MigrationDeclaration> byId)
    {
        var ids = byId.Select(declaration => declaration.Id).ToHashSet();
        var replacedBy = new Dictionary<string, string>();
        foreach (var squash in byId)
        {
            foreach (var replaced in squash.Replaces)
            {
                if (ids.Contains(replaced))
                    throw Damaged($"Migration {squash.Id} replaces {replaced}, which is still in the build: remove its file, or take it out of [MigrationReplaces].");
                if (!replacedBy.TryAdd(replaced, squash.Id))
                    throw Damaged($"Migrations {replacedBy[replaced]} and {squash.Id} both replace {replaced}: take it out of one of them.");
            }
        }

        return replacedBy;
    }

    private static List<MigrationNode> Sort(Dictionary<string, MigrationNode> nodes)
    {
        var waiting = new Dictionary<string, int>(nodes.Count);
        var children = new Dictionary<string, List<string>>();
        var ready = new PriorityQueue<string, string>(StringComparer.Ordinal);
        foreach (var node in nodes.Values)
        {
            foreach (var parent in node.Parents)
            {
                if (!nodes.ContainsKey(parent))
                    throw Damaged($"Migration {node.Id} names the parent {parent}, which this build does not contain: add it, or correct [MigrationParents].");
                if (!children.TryGetValue(parent, out var list)) children.Add(parent, list = []);
                list.Add(node.Id);
            }

            waiting.Add(node.Id, node.Parents.Count);
            if (node.Parents.Count == 0) ready.Enqueue(node.Id, node.Id);
        }

        var ordered = new List<MigrationNode>(nodes.Count);
        while (ready.TryDequeue(out var id, out _))
        {
            ordered.Add(nodes[id]);
            foreach (var child in children.GetValueOrDefault(id, []))
            {
                if (--waiting[child] == 0) ready.Enqueue(child, child);
            }
        }

        if (ordered.Count == nodes.Count) return ordered;

        var circle = nodes.Keys.Where(id => waiting[id] > 0).Order(StringComparer.Ordinal);
        throw Damaged($"The parents of {string.Join(", ", circle)} form a circle, so that none of them can be first: correct [MigrationParents].");
    }

    private static MigrationException Damaged(string message) => new(MigrationExitCode.Damaged, message);
}
