using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The graph of the build's migrations with what the database has of them.</summary>
internal static class HistoryGraph
{
    /// <param name="graph">The build's migrations.</param>
    /// <param name="status">The database; null where none is configured, and then nothing is marked.</param>
    /// <param name="limit">The largest number of migrations, the newest; null for all.</param>
    public static void Write(MigrationGraph graph, SchemaStatus? status, int? limit)
    {
        var applied = status?.Applied.ToDictionary(migration => migration.Id) ?? [];
        var halfDone = status?.Unfinished.Where(entry => entry.IsHalfDone).Select(entry => entry.MigrationId).ToHashSet() ?? [];
        var ids = graph.Ids.Reverse().Take(limit ?? int.MaxValue).ToHashSet();
        var drawing = new GraphDrawing(id => [.. graph[id].Parents.Where(ids.Contains)]);
        foreach (var (lines, id) in drawing.Draw(graph.Ids.Reverse().Where(ids.Contains), Mark))
        {
            if (id is null) TextLine.Write(lines);
            else TextLine.Write($"{lines}  ", new Cell(id, ToneOf(id)), new Cell(Remarks(id), Tone.Muted));
        }

        foreach (var unknown in status?.Unknown ?? []) TextLine.Write("?  ", new Cell(unknown, Tone.Bad), "  unknown to this build");
        Console.Out.WriteLine(status is null
            ? "No database is configured: nothing is marked as applied."
            : "* applied   o pending   ! half-applied" + (status.Unknown.Count > 0 ? "   ? unknown to this build" : ""));

        char Mark(string id) => halfDone.Contains(id) ? '!' : applied.ContainsKey(id) || status is null ? '*' : 'o';

        Tone ToneOf(string id) => halfDone.Contains(id) ? Tone.Bad : status is null ? Tone.Plain : applied.ContainsKey(id) ? Tone.Good : Tone.Notice;

        string Remarks(string id)
        {
            List<string> remarks = [];
            if (graph.Heads.Contains(id)) remarks.Add("head");
            if (graph[id].Parents.Count > 1) remarks.Add("merge");
            if (graph[id].Replaces.Count > 0) remarks.Add($"folds {Counted.Of(graph[id].Replaces.Count, "migration")}");
            if (applied.GetValueOrDefault(id)?.AppliedAt is { } moment) remarks.Add(Counted.Moment(moment));
            return remarks.Count == 0 ? "" : $"  ({string.Join(", ", remarks)})";
        }
    }
}
