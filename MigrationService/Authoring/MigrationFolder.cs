using System.Text;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Where a project keeps its migrations: two files each, the model snapshot, and beside them, not compiled, the snapshot's text as of
/// every migration. Taking a migration back, and joining two branches, read those.
/// </summary>
internal sealed class MigrationFolder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string _project;
    private readonly string _snapshotFile;

    private MigrationFolder(string project, string snapshotFile, string path)
    {
        _project = project;
        _snapshotFile = snapshotFile;
        Path = path;
    }

    /// <summary>The folder of the newest migration, or where the first one goes.</summary>
    public string Path { get; }

    /// <param name="project">The project's folder.</param>
    /// <param name="model">Its migrations.</param>
    public static MigrationFolder Of(string project, DesignModel model)
    {
        var folder = new MigrationFolder(project, $"{model.SnapshotName}.cs", System.IO.Path.Combine(project, "Migrations"));
        var newest = model.Ids.Reverse().Select(id => folder.Find($"{id}.cs")).FirstOrDefault(file => file is not null);
        return newest is null ? folder : folder.At(System.IO.Path.GetDirectoryName(newest)!);
    }

    /// <summary>The same project with new migrations in another folder.</summary>
    public MigrationFolder At(string path) => new(_project, _snapshotFile, path);

    public string SnapshotFile => Find(_snapshotFile) ?? System.IO.Path.Combine(Path, _snapshotFile);

    public string CodeFile(string id) => Find($"{id}.cs") ?? System.IO.Path.Combine(Path, $"{id}.cs");

    public string MetadataFile(string id) => Find($"{id}.Designer.cs") ?? System.IO.Path.Combine(Path, $"{id}.Designer.cs");

    public string ModelFile(string id) => Find($"{id}.txt") ?? System.IO.Path.Combine(Path, "Models", $"{id}.txt");

    /// <summary>Where the test of a migration belongs; null where no test project beside it has the fixture that such a test uses.</summary>
    public string? TestFile(string name)
    {
        return File.Exists(System.IO.Path.Combine(Tests, RoundTripTest.Fixture)) ? System.IO.Path.Combine(Tests, "Migrations", $"{name}Tests.cs") : null;
    }

    /// <summary>The tests that name one of the migrations by its id.</summary>
    public IReadOnlyList<string> TestsOf(IReadOnlyList<string> ids) => !Directory.Exists(Tests) ? [] :
    [
        .. Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Where(file => ids.Any(File.ReadAllText(file).Contains))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The snapshot as it was after a migration.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: it was not kept.</exception>
    public string ReadModel(string id) => File.Exists(ModelFile(id))
        ? File.ReadAllText(ModelFile(id))
        : throw new MigrationException(
            MigrationExitCode.Refused, $"The model of {id} is missing ({ModelFile(id)}): restore the file with git, which has it beside the migration.");

    /// <summary>Refuses where the folder has a migration that the running build does not: what is written next would not come after it.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: there is one.</exception>
    public void RefuseUnbuilt(IEnumerable<string> built)
    {
        if (!Directory.Exists(Path)) return;

        const string ending = ".Designer.cs";
        var ids = Directory.EnumerateFiles(Path, $"*{ending}").Select(file => System.IO.Path.GetFileName(file)[..^ending.Length]);
        if (ids.Except(built).Order(StringComparer.Ordinal).FirstOrDefault() is { } unbuilt)
            throw new MigrationException(MigrationExitCode.Refused, $"{unbuilt} is not in this build: build first, without --no-build.");
    }

    /// <summary>Writes a file whole or not at all: a cancelled program leaves no half of one.</summary>
    public static void Write(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        var draft = file + ".new";
        File.WriteAllText(draft, text.ReplaceLineEndings("\n"), Utf8);
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>Deletes the files of a migration, with its kept model.</summary>
    /// <returns>The files that there were.</returns>
    public IReadOnlyList<string> Delete(string id)
    {
        var files = FilesOf(id);
        foreach (var file in files) File.Delete(file);
        return files;
    }

    /// <summary>The files that a migration has.</summary>
    public IReadOnlyList<string> FilesOf(string id) => [.. new[] { CodeFile(id), MetadataFile(id), ModelFile(id) }.Where(File.Exists)];

    private string Tests => System.IO.Path.GetFullPath(
        System.IO.Path.Combine(_project, "..", "tests", $"{System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(_project))}.Tests"));

    private string? Find(string name) =>
        Directory.EnumerateFiles(_project, name, SearchOption.AllDirectories).FirstOrDefault(file => System.IO.Path.GetFileName(file) == name);
}
