#pragma warning disable EF1001 // The reporter is internal, and the only way to say something through dotnet-ef.
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.Configuration;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What <c>dotnet ef migrations add</c> and <c>remove</c> call. A refusal reaches the user as dotnet-ef's own do: one sentence.</summary>
internal sealed class EngineScaffolder(MigrationAuthor author, LastMigration last, IOperationReporter reporter) : IMigrationsScaffolder
{
    /// <inheritdoc/>
    public ScaffoldedMigration ScaffoldMigration(string migrationName, string? rootNamespace, string? subNamespace, string? language, bool dryRun) => Told(() =>
    {
        string? given = subNamespace is null || rootNamespace is null or "" ? subNamespace : $"{rootNamespace}.{subNamespace}";
        var draft = author.Draft(MigrationTitle.Parse(migrationName), given);
        foreach (var remark in AuthoringRemarks.Of(draft)) reporter.WriteWarning(remark);
        var generator = author.Generator;
        return new EngineMigration(
            draft,
            generator.GenerateMigration(draft),
            generator.GenerateMetadata(draft, author.Model.ContextType),
            author.SnapshotOf(author.Model.Code),
            author.Model.SnapshotName);
    });

    /// <inheritdoc/>
    public MigrationFiles Save(string projectDir, ScaffoldedMigration migration, string? outputDir, bool dryRun) => Told(() =>
    {
        var folder = MigrationFolder.Of(projectDir, author.Model);
        if (outputDir is not null) folder = folder.At(outputDir);
        var draft = ((EngineMigration)migration).Draft;
        var files = dryRun ? [] : author.Write(draft, migration.SnapshotCode, folder);
        foreach (var file in files) reporter.WriteVerbose(file);
        return new MigrationFiles
        {
            MigrationFile = folder.CodeFile(draft.Id),
            MetadataFile = folder.MetadataFile(draft.Id),
            SnapshotFile = folder.SnapshotFile,
            Migration = migration,
        };
    });

    /// <inheritdoc/>
    public MigrationFiles RemoveMigration(string projectDir, string? rootNamespace, bool force, string? language, bool dryRun) => Told(() =>
    {
        var node = last.Find();
        if (!force) RefuseApplied(node);
        var folder = MigrationFolder.Of(projectDir, author.Model);
        var files = new MigrationFiles { MigrationFile = folder.CodeFile(node.Id), MetadataFile = folder.MetadataFile(node.Id), SnapshotFile = folder.SnapshotFile };
        var removed = last.Remove(node, folder, dryRun);
        foreach (var file in removed.Files) reporter.WriteInformation($"Removed {file}.");
        if (removed.TestLeft is { } test) reporter.WriteWarning($"{test} tests the removed migration and was worked on: remove it, or keep it for the next attempt.");
        return files;
    });

    // dotnet-ef calls synchronously, and has no option for a connection here.
    private void RefuseApplied(MigrationNode node)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        if (!DatabaseConnection.IsConfigured(option: null, configuration))
        {
            reporter.WriteWarning("No database is configured: whether the migration is applied anywhere was not looked at.");
            return;
        }

        LastMigration.RefuseApplied(node, author.Model.Applied(DatabaseConnection.Resolve(option: null, configuration)));
    }

    private static T Told<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (MigrationException refusal)
        {
            throw new OperationException(refusal.Message, refusal);
        }
    }
}
