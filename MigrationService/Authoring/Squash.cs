using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Folds migrations that follow each other into one that does the same, and that a database which has them counts as applied.</summary>
internal sealed class Squash(MigrationAuthor author)
{
    private readonly DesignModel _model = author.Model;

    /// <summary>The migration that replaces the range.</summary>
    /// <param name="range">"from..to", both included; from may be missing, which is the first migration.</param>
    /// <param name="description">What it is called; null to name it after the range.</param>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: no such range. <see cref="MigrationExitCode.Refused"/>: other migrations branch off inside of
    /// it, or it contains a squash.
    /// </exception>
    public MigrationDraft Draft(string range, string? description)
    {
        var (from, to) = Parse(range);
        var members = MembersOf(from, to);
        var name = description is null ? NameOf(members) : MigrationTitle.Parse(description);
        name.RefuseDuplicate(_model.Ids);
        var migrations = members.Select(_model.Create).ToList();
        foreach (var (id, migration) in members.Zip(migrations))
        {
            if (migration.UpOperations.Concat(migration.DownOperations).Any(operation => operation is AlterColumnOperation && ModelDependence.Of(operation)))
                throw Refused($"{id} changes a computed column, which is made anew with the indexes that there are at that moment: end the range before it, or begin after it.");
        }

        return new MigrationDraft
        {
            // The time of the last one: what follows the range has greater ids still.
            Id = $"{MigrationId.StampOf(to)}_{name.Identifier}",
            Name = name,
            Namespace = _model.Namespace,
            Parents = _model.Graph[from].Parents,
            Replaces = members,
            Phase = MigrationPhase.Expand,
            Up = OperationSimplifier.Simplify(migrations.SelectMany(migration => migration.UpOperations).Where(IsItself)),
            Down = OperationSimplifier.Simplify(Enumerable.Reverse(migrations).SelectMany(migration => migration.DownOperations).Where(IsItself)),
        };
    }

    /// <summary>Writes the squash, leads what follows to it, and deletes what it replaces.</summary>
    /// <returns>The written and the deleted files.</returns>
    public (IReadOnlyList<string> Written, IReadOnlyList<string> Removed) Write(MigrationDraft draft, MigrationFolder folder)
    {
        folder.RefuseUnbuilt(_model.Ids);
        var last = draft.Replaces[^1];
        var after = _model.Graph.ChildrenOf(last);
        var snapshot = folder.ReadModel(last);
        List<(string File, string Text)> files =
        [
            (Path.Combine(folder.Path, $"{draft.Id}.cs"), author.Generator.GenerateMigration(draft)),
            .. author.MetadataOf(draft, snapshot, folder),
            (folder.ModelFile(draft.Id), snapshot),
            .. after.Select(id => (folder.MetadataFile(id), ParentsLine.Replace(File.ReadAllText(folder.MetadataFile(id)), id, last, draft.Id))),
        ];
        foreach (var (file, text) in files) MigrationFolder.Write(file, text);
        return ([.. files.Select(file => file.File)], [.. draft.Replaces.SelectMany(folder.Delete)]);
    }

    /// <summary>What exempted all of one member must not exempt all of the squash: lint asks for it again, where anything is left to exempt.</summary>
    private static bool IsItself(MigrationOperation operation) => operation is not ExemptOperation;

    private (string From, string To) Parse(string range)
    {
        var ends = range.Split("..", 2);
        if (ends.Length < 2 || ends[1].Length == 0)
            throw new MigrationException(MigrationExitCode.Usage, $"'{range}' is not a range: write it as from..to, both included, or ..to from the first migration on.");

        var to = _model.Graph.Find(ends[1]);
        var from = ends[0].Length > 0 ? _model.Graph.Find(ends[0]) : FirstBefore(to);
        return (from, to);
    }

    private string FirstBefore(string to) => _model.Graph.AncestorsOf(to).Append(to).Where(id => _model.Graph[id].Parents.Count == 0).ToList() switch
    {
        [var root] => root,
        var roots => throw new MigrationException(MigrationExitCode.Usage, $"{to} has {roots.Count} first migrations ({string.Join(", ", roots)}): name the one to begin with."),
    };

    // Everything between the two, with nothing that comes into it or leaves it anywhere but at its ends.
    private List<string> MembersOf(string from, string to)
    {
        var graph = _model.Graph;
        if (from == to) throw new MigrationException(MigrationExitCode.Usage, $"The range is {from} alone: there is nothing to fold.");

        List<string> members = [.. graph.AncestorsOf(to).Append(to).Where(id => id == from || graph.AncestorsOf(id).Contains(from))];
        if (!members.Contains(from)) throw new MigrationException(MigrationExitCode.Usage, $"{to} does not come after {from}: `history --graph` shows what does.");

        foreach (var id in members)
        {
            if (graph[id].Replaces.Count > 0)
                throw Refused($"{id} is a squash itself: once every database has it, remove its [MigrationReplaces] and squash again.");
            if (id != from && graph[id].Parents.FirstOrDefault(parent => !members.Contains(parent)) is { } outside)
                throw Refused($"{id} joins {outside}, which is not in the range: begin before the branches part.");
            if (id != to && graph.ChildrenOf(id).FirstOrDefault(child => !members.Contains(child)) is { } branch)
                throw Refused($"{branch} branches off after {id}, in the middle of the range: end the range there, or after the merge.");
        }

        return members;
    }

    private static MigrationTitle NameOf(List<string> members)
    {
        var identifier = $"Squash{MigrationId.NameOf(members[0])}To{MigrationId.NameOf(members[^1])}";
        if (identifier.Length > MigrationTitle.Longest) identifier = $"Squash{MigrationId.StampOf(members[0])}To{MigrationId.StampOf(members[^1])}";
        return MigrationTitle.Of($"What {members.Count} migrations did, from {members[0]} to {members[^1]}.", identifier);
    }

    private static MigrationException Refused(string sentence) => new(MigrationExitCode.Refused, sentence);
}
