using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace TradingPlatform.MigrationEngine;

/// <summary>Turns migrations into SQL with EF's own services, as EF's migrator would, and groups it into steps.</summary>
internal sealed class MigrationPlanner(DbContext context, IReadOnlyList<string> all)
{
    private readonly IMigrationsAssembly _assembly = context.GetService<IMigrationsAssembly>();
    private readonly IMigrationsSqlGenerator _generator = context.GetService<IMigrationsSqlGenerator>();
    private readonly IModelRuntimeInitializer _initializer = context.GetService<IModelRuntimeInitializer>();
    private readonly string _provider = context.GetService<IDatabaseProvider>().Name;

    public MigrationPlan Plan(MigrationDirection direction, IReadOnlyList<string> ids) => new(
        direction,
        [.. ids.Select(id => direction == MigrationDirection.Up ? Up(id) : Down(id, all.LastOrDefault(other => string.CompareOrdinal(other, id) < 0)))]);

    private PlannedMigration Up(string id)
    {
        var migration = Create(id);
        var commands = _generator.Generate(migration.UpOperations, Finalize(migration.TargetModel));
        return Planned(id, MigrationDirection.Up, commands, [.. DataLoss.Of(migration.UpOperations)]);
    }

    private PlannedMigration Down(string id, string? previousId)
    {
        var migration = Create(id);

        // The SQL that goes back is generated against the model that it goes back to.
        var model = previousId is null ? null : Finalize(Create(previousId).TargetModel);
        var commands = _generator.Generate(migration.DownOperations, model);
        return Planned(id, MigrationDirection.Down, commands, [.. DataLoss.Of(migration.DownOperations)]);
    }

    private Migration Create(string id) => _assembly.CreateMigration(_assembly.Migrations[id], _provider);

    private IModel Finalize(IModel model) => _initializer.Initialize(model);

    private static PlannedMigration Planned(
        string id, MigrationDirection direction, IReadOnlyList<MigrationCommand> commands, IReadOnlyList<PotentialLoss> losses)
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
            steps.Add(new MigrationStep(false, [command.CommandText]));
        }

        // The last step is always a transaction, if only for the history row.
        steps.Add(new MigrationStep(true, [.. open]));
        return new PlannedMigration(id, direction, steps, Hash(steps), losses);
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
