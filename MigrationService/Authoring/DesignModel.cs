using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>A context as an author sees it: the model in the code, the model of the snapshot, and the migrations between them.</summary>
internal sealed class DesignModel(ICurrentDbContext current)
{
    private readonly IMigrationsAssembly _assembly = current.Context.GetService<IMigrationsAssembly>();
    private readonly IMigrationsModelDiffer _differ = current.Context.GetService<IMigrationsModelDiffer>();
    private readonly string _provider = current.Context.Database.ProviderName!;

    public Type ContextType { get; } = current.Context.GetType();

    public MigrationGraph Graph { get; } = MigrationGraph.Of(current.Context);

    /// <summary>The ids of all migrations, parents before children.</summary>
    public IReadOnlyList<string> Ids => Graph.Ids;

    /// <summary>The model that the code describes.</summary>
    public IModel Code { get; } = current.Context.GetService<IDesignTimeModel>().Model;

    /// <summary>The type of the compiled snapshot; null where there is none.</summary>
    public Type? SnapshotType => _assembly.ModelSnapshot?.GetType();

    public string SnapshotName => SnapshotType?.Name ?? $"{ContextType.Name}ModelSnapshot";

    /// <summary>The model that the newest migration leads to; null where there is none.</summary>
    public IModel? Snapshot => _assembly.ModelSnapshot is { } snapshot ? Initialize(snapshot.Model) : null;

    /// <summary>Where new migrations are put among the classes.</summary>
    public string Namespace =>
        Ids is [.., var newest] ? _assembly.Migrations[newest].Namespace! : SnapshotType?.Namespace ?? $"{ContextType.Namespace}.Migrations";

    /// <summary>A migration with its operations.</summary>
    public Migration Create(string id) => _assembly.CreateMigration(_assembly.Migrations[id], _provider);

    /// <summary>The phase that the migration states.</summary>
    public MigrationPhase PhaseOf(string id) =>
        _assembly.Migrations[id].GetCustomAttribute<MigrationPhaseAttribute>()?.Phase ?? MigrationPhase.Expand;

    /// <summary>What the history table of a database lists; nothing where there is no such database.</summary>
    public Task<IEnumerable<string>> AppliedAsync(string connectionString, CancellationToken cancellationToken)
    {
        current.Context.Database.SetConnectionString(connectionString);
        return current.Context.Database.GetAppliedMigrationsAsync(cancellationToken);
    }

    /// <inheritdoc cref="AppliedAsync"/>
    public IEnumerable<string> Applied(string connectionString)
    {
        current.Context.Database.SetConnectionString(connectionString);
        return current.Context.Database.GetAppliedMigrations();
    }

    /// <summary>Readies a model that was read from a snapshot's text.</summary>
    public IModel Initialize(IModel model) => current.Context.GetService<IModelRuntimeInitializer>()
        .Initialize(model is IMutableModel mutable ? mutable.FinalizeModel() : model, designTime: true);

    /// <summary>What leads from one model to another. Every operation carries its column types: SQL is made of it without any model.</summary>
    public IReadOnlyList<MigrationOperation> Difference(IModel? from, IModel? to)
    {
        var source = from?.GetRelationalModel();
        var target = to?.GetRelationalModel();
        var operations = _differ.GetDifferences(source, target);
        ColumnTypes.Fill(operations, source, target);
        return operations;
    }
}
