using System.Text;

namespace TradingPlatform.MigrationService;

/// <summary>Draws a graph of migrations in lanes, newest first, as <c>git log --graph</c> does.</summary>
/// <param name="parentsOf">The parents of a node.</param>
internal sealed class GraphDrawing(Func<string, IReadOnlyList<string>> parentsOf)
{
    /// <summary>The node that each lane leads to, from left to right.</summary>
    private readonly List<string> _lanes = [];

    /// <summary>The lines: those that are nodes carry their id, those that only connect carry null.</summary>
    /// <param name="newestFirst">Every node before its parents.</param>
    /// <param name="markOf">The letter that stands for a node.</param>
    public IEnumerable<(string Lines, string? Id)> Draw(IEnumerable<string> newestFirst, Func<string, char> markOf)
    {
        foreach (var id in newestFirst)
        {
            var own = _lanes.IndexOf(id);
            if (own < 0)
            {
                own = _lanes.Count;
                _lanes.Add(id);
            }

            // Children of the same parent have a lane each until here: they join in the leftmost.
            for (var other = _lanes.LastIndexOf(id); other > own; other = _lanes.LastIndexOf(id))
            {
                yield return (Join(own, other), null);
                _lanes.RemoveAt(other);
            }

            yield return (Row(lane => lane == own ? markOf(id) : '|'), id);

            var parents = parentsOf(id);
            if (parents.Count == 0)
            {
                if (own < _lanes.Count - 1) yield return (Leave(own), null);
                _lanes.RemoveAt(own);
                continue;
            }

            _lanes[own] = parents[0];
            foreach (var parent in parents.Skip(1))
            {
                _lanes.Insert(own + 1, parent);
                yield return (Fork(own), null);
            }
        }
    }

    private string Row(Func<int, char> markOf) => string.Join(' ', Enumerable.Range(0, _lanes.Count).Select(markOf));

    /// <summary>Lane <paramref name="from"/> ends in lane <paramref name="into"/>: <c>|/</c>, over the lanes in between.</summary>
    private string Join(int into, int from)
    {
        var line = new StringBuilder(Row(lane => lane == from ? ' ' : '|'));
        for (var column = (into * 2) + 1; column < from * 2; column++)
            line[column] = column == (from * 2) - 1 ? '/' : line[column] == ' ' ? '_' : line[column];
        for (var lane = from + 1; lane < _lanes.Count; lane++) (line[lane * 2], line[(lane * 2) - 1]) = (' ', '/');
        return line.ToString().TrimEnd();
    }

    /// <summary>A lane begins to the right of <paramref name="own"/>, and those further right make room: <c>|\</c>.</summary>
    private string Fork(int own)
    {
        var line = new StringBuilder(new string(' ', (_lanes.Count * 2) - 1));
        for (var lane = 0; lane <= own; lane++) line[lane * 2] = '|';
        for (var lane = own + 1; lane < _lanes.Count; lane++) line[(lane * 2) - 1] = '\\';
        return line.ToString().TrimEnd();
    }

    /// <summary>Lane <paramref name="own"/> ends, and those to its right move over: <c> /</c>.</summary>
    private string Leave(int own)
    {
        var line = new StringBuilder(new string(' ', (_lanes.Count * 2) - 1));
        for (var lane = 0; lane < own; lane++) line[lane * 2] = '|';
        for (var lane = own + 1; lane < _lanes.Count; lane++) line[(lane * 2) - 1] = '/';
        return line.ToString().TrimEnd();
    }
}
