using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;

namespace TradingPlatform.MigrationEngine;

/// <summary>Turns migrations into SQL with EF's own services, as EF's migrator would, and groups it into steps.</summary>
internal sealed class MigrationPlanner(DbContext context, MigrationGraph graph)
{
    private readonly IMigrationsAssembly _assembly = context.GetService<IMigrationsAssembly>();
    private readonly SafeMigrationsSqlGenerator _generator = SafeMigrationsSqlGenerator.Of(context);
    private readonly IModelRuntimeInitializer _initializer = context.GetService<IModelRuntimeInitializer>();
    private readonly string _provider = context.GetService<IDatabaseProvider>().Name;
    private IModel? _empty;

    public MigrationPlan Plan(MigrationDirection direction, IReadOnlyList<string> ids) =>
        new(direction, [.. ids.Select(id => direction == MigrationDirection.Up ? Up(id) : Down(id))]);

    /// <summary>The hash of the migration's operations alone: no SQL is generated.</summary>
    public string HashOf(string id) => OperationsHash.Of(Create(id).UpOperations);

    /// <summary>Whether there is a way in this direction.</summary>
    public bool Has(string id, MigrationDirection direction)
    {
        try
        {
            return OperationsOf(id, direction).Count >= 0 && (direction == MigrationDirection.Up || HasDown(Create(id)));
        }
        catch (NotSupportedException)
        {
            // How a migration says that there is no way back.
            return false;
        }
    }

    /// <summary>The typed operations as the author wrote them, untouched by any generator.</summary>
    public IReadOnlyList<MigrationOperation> OperationsOf(string id, MigrationDirection direction) =>
        direction == MigrationDirection.Up ? Create(id).UpOperations : Create(id).DownOperations;

    /// <summary>
    /// The SQL of each operation by itself, to be told which operation asks for what; null for one that the generator refuses. Each is
    /// generated with the exemptions of all.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<MigrationCommand>?> GenerateEach(string id, MigrationDirection direction)
    {
        var operations = OperationsOf(id, direction);
        var exemptions = operations.OfType<ExemptOperation>().ToList();
        var model = operations.Any(ModelDependence.Of)
            ? ModelOf(direction == MigrationDirection.Up ? id : graph[id].Parents is [var parent, ..] ? parent : null)
            : EmptyModel();
        return [.. operations.Select(operation => operation is ExemptOperation ? [] : Generate([.. exemptions, operation], model))];
    }

    private IReadOnlyList<MigrationCommand>? Generate(IReadOnlyList<MigrationOperation> operations, IModel model)
    {
        try
        {
            return _generator.GenerateForEngine(operations, model);
        }
        catch (MigrationException)
        {
            // A rule says the same, with its recipe.
            return null;
        }
    }

    private PlannedMigration Up(string id)
    {
        var migration = Create(id);
        return Planned(id, MigrationDirection.Up, migration.UpOperations, modelOf: id);
    }

    private PlannedMigration Down(string id)
    {
        var migration = Create(id);
        if (!HasDown(migration))
        {
            throw new MigrationException(
                MigrationExitCode.Refused, $"Migration {id} cannot be reverted: its class has no Down. Write one, or go back to a backup.");
        }

        // The SQL that goes back is generated against the model that it goes back to.
        return Planned(id, MigrationDirection.Down, migration.DownOperations, graph[id].Parents is [var parent, ..] ? parent : null);
    }

    /// <summary>EF's own Down does nothing but throw.</summary>
    private static bool HasDown(Migration migration) =>
        migration.GetType().GetMethod("Down", BindingFlags.Instance | BindingFlags.NonPublic, [typeof(MigrationBuilder)])?.DeclaringType != typeof(Migration);

    private Migration Create(string id) => _assembly.CreateMigration(graph.TypeOf(id), _provider);

    private IModel ModelOf(string? id) => id is null ? EmptyModel() : _initializer.Initialize(Create(id).TargetModel);

    private IModel EmptyModel() => _empty ??= VersionedModel.Of(context);

    private PlannedMigration Planned(string id, MigrationDirection direction, IReadOnlyList<MigrationOperation> operations, string? modelOf)
    {
        var hash = OperationsHash.Of(operations);
        PotentialLoss[] losses = [.. DataLoss.Of(operations, direction)];
        var model = operations.Any(ModelDependence.Of) ? ModelOf(modelOf) : EmptyModel();
        var created = StepLocks.Created(operations);
        var steps = Steps(_generator.GenerateForEngine(operations, model)).ConvertAll(step => step with { Locks = StepLocks.Of(step.Statements, created) });
        return new PlannedMigration(id, direction, steps, Hash(steps), losses, hash)
        {
            Exemptions = [.. SafetyExemptions.Of(operations).Select(exemption => new PlannedExemption(exemption.Rule, exemption.Reason)).Distinct()],
            Touches = direction == MigrationDirection.Up ? MigrationTouches.Of(operations) : [],
        };
    }

    private static List<MigrationStep> Steps(IReadOnlyList<MigrationCommand> commands)
    {
        var steps = new List<MigrationStep>();
        var open = new List<string>();
        foreach (var command in commands)
        {
            if (!command.TransactionSuppressed)
            {
                open.Add(command.CommandText);
                continue;
            }

            if (open.Count > 0) steps.Add(new MigrationStep(true, [.. open]));
            open.Clear();
            steps.AddRange(LooseStatement.StepsOf(command.CommandText));
        }

        // The last step is always a transaction, if only for the history row.
        steps.Add(new MigrationStep(true, [.. open]));
        return steps;
    }

    private static string Hash(IEnumerable<MigrationStep> steps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var step in steps)
        {
            hash.AppendData([step.IsTransactional ? (byte)1 : (byte)2]);
            foreach (var statement in step.Statements)
            {
                // A build on Windows has other line ends in the same migration.
                hash.AppendData(Encoding.UTF8.GetBytes(statement.ReplaceLineEndings("\n").Trim()));
                hash.AppendData([0]);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
