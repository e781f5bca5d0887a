using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Takes the newest migration back: its files go, and the snapshot becomes what it was before.</summary>
internal sealed class LastMigration(DesignModel model)
{
    /// <summary>The migration that would go.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: there is none, there are two heads, or it is a squash.</exception>
    public MigrationNode Find()
    {
        switch (model.Graph.Heads)
        {
            case []:
                throw new MigrationException(MigrationExitCode.Refused, "There is no migration to remove.");
            case [var id]:
                var node = model.Graph[id];
                return node.Replaces.Count == 0 ? node : throw new MigrationException(
                    MigrationExitCode.Refused, $"{id} is a squash, and what it replaced is not kept here: take it back with git.");
            case var heads:
                throw new MigrationException(
                    MigrationExitCode.Refused, $"The migrations have {heads.Count} heads, {string.Join(" and ", heads)}, and neither is the last: join them with `merge`, or take one branch back with git.");
        }
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: <paramref name="applied"/> has the migration.</exception>
    public static void RefuseApplied(MigrationNode last, IEnumerable<string> applied)
    {
        if (applied.Contains(last.Id))
            throw new MigrationException(MigrationExitCode.Refused, $"{last.Id} is applied to the configured database: revert it with `down -1` first.");
    }

    /// <summary>Removes the files, and a test that nobody has touched.</summary>
    public RemovedMigration Remove(MigrationNode last, MigrationFolder folder, bool dryRun)
    {
        folder.RefuseUnbuilt(model.Ids);
        var files = folder.FilesOf(last.Id);
        if (!files.Contains(folder.CodeFile(last.Id)))
            throw new MigrationException(MigrationExitCode.Refused, $"{last.Id} is in this build, but {folder.CodeFile(last.Id)} is gone: build again.");

        // Read before anything is deleted: where it is missing, everything stays.
        var snapshot = last.Parents.Count == 0 ? null : folder.ReadModel(last.Parents[0]);
        var test = folder.TestFile(MigrationId.NameOf(last.Id));
        var untouched = test is not null && File.Exists(test) && File.ReadAllText(test) == RoundTripTest.For(last.Id, last.Parents.Count == 0 ? null : last.Parents[0], model.PhaseOf(last.Id), model.ContextType);
        if (untouched) files = [.. files, test!];
        if (!dryRun)
        {
            if (snapshot is null) File.Delete(folder.SnapshotFile);
            else MigrationFolder.Write(folder.SnapshotFile, snapshot);
            foreach (var file in files) File.Delete(file);
        }

        return new RemovedMigration(last.Id, files, folder.SnapshotFile, !untouched && File.Exists(test) ? test : null);
    }
}
