using Microsoft.EntityFrameworkCore.Metadata;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Drafts migrations and writes their files. What <c>new</c> and <c>dotnet ef migrations add</c> have in common.</summary>
internal sealed class MigrationAuthor(DesignModel model, EngineMigrationsGenerator generator, TimeProvider time)
{
    public DesignModel Model { get; } = model;

    public EngineMigrationsGenerator Generator { get; } = generator;

    /// <summary>The migration from the snapshot to the code; without operations where nothing changed.</summary>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: the name is taken. <see cref="MigrationExitCode.Refused"/>: two heads, no snapshot, a table
    /// without a schema or a constraint without a name.
    /// </exception>
    public MigrationDraft Draft(MigrationTitle name, string? @namespace = null)
    {
        name.RefuseDuplicate(Model.Ids);
        RefuseTwoHeads();
        var snapshot = Model.Snapshot;
        if (snapshot is null && Model.Ids.Count > 0)
        {
            throw new MigrationException(
                MigrationExitCode.Refused, "There are migrations, but no model snapshot was compiled, as after a conflict in it: run `merge`, which writes it anew.");
        }

        var up = Model.Difference(snapshot, Model.Code);
        OperationRules.Check(up);
        return new MigrationDraft
        {
            Id = MigrationId.Next(Model.Ids, name.Identifier, time),
            Name = name,
            Namespace = @namespace ?? Model.Namespace,
            Parents = Model.Graph.Heads,
            Phase = OperationRules.PhaseOf(up),
            Up = up,
            Down = up.Count == 0 ? [] : Model.Difference(Model.Code, snapshot),
        };
    }

    /// <summary>The snapshot's text of a model.</summary>
    public string SnapshotOf(IModel of) =>
        Generator.GenerateSnapshot(Model.SnapshotType?.Namespace ?? Model.Namespace, Model.ContextType, Model.SnapshotName, of);

    /// <summary>Writes the files of a migration that leads to <paramref name="snapshot"/>, with a test where one is needed and has a place.</summary>
    /// <returns>The written files, the migration's code first.</returns>
    public IReadOnlyList<string> Write(MigrationDraft draft, string snapshot, MigrationFolder folder)
    {
        folder.RefuseUnbuilt(Model.Ids);
        List<(string File, string Text)> files =
        [
            (Path.Combine(folder.Path, $"{draft.Id}.cs"), Generator.GenerateMigration(draft)),
            .. MetadataOf(draft, snapshot, folder),
            (folder.ModelFile(draft.Id), snapshot),
            (folder.SnapshotFile, snapshot),
        ];
        if (NeedsTest(draft) && folder.TestFile(draft.Name.Identifier) is { } test && !File.Exists(test))
            files.Add((test, RoundTripTest.For(draft.Id, draft.Parents is [var parent, ..] ? parent : null, draft.Phase, Model.ContextType)));
        foreach (var (file, text) in files) MigrationFolder.Write(file, text);
        return [.. files.Select(file => file.File)];
    }

    /// <summary>The attributes' file of a migration, and its parent's where that has to change.</summary>
    public IEnumerable<(string File, string Text)> MetadataOf(MigrationDraft draft, string snapshot, MigrationFolder folder)
    {
        var metadata = Generator.GenerateMetadata(draft, Model.ContextType);
        if (draft.Up.Any(ModelDependence.Of)) metadata = DesignerModel.AddTo(metadata, snapshot);
        yield return (Path.Combine(folder.Path, $"{draft.Id}.Designer.cs"), metadata);

        // What goes back is completed from the model that it goes back to.
        if (draft.Down.Any(ModelDependence.Of) && draft.Parents is [var parent, ..])
            yield return (folder.MetadataFile(parent), DesignerModel.AddTo(File.ReadAllText(folder.MetadataFile(parent)), folder.ReadModel(parent)));
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: the migrations end in more than one.</exception>
    public void RefuseTwoHeads()
    {
        if (Model.Graph.Heads is { Count: > 1 } heads)
        {
            throw new MigrationException(
                MigrationExitCode.Refused, $"The migrations have {heads.Count} heads, {string.Join(" and ", heads)}: join them with `merge` first.");
        }
    }

    // A merge has no operations and nothing to test; a squash is as good as the migrations that it folds.
    private static bool NeedsTest(MigrationDraft draft) =>
        draft.Parents.Count < 2 && draft.Replaces.Count == 0 && OperationRules.NeedsTest(draft.Up);
}
