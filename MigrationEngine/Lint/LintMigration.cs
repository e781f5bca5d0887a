using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>One direction of a migration, read for the lint: as it is written, and as it is generated.</summary>
internal sealed class LintMigration
{
    private LintMigration(
        string id, MigrationDirection direction, MigrationPhase phase, IReadOnlyList<MigrationOperation> operations,
        IReadOnlyList<LintStatement> written, IReadOnlyList<LintStatement> generated)
    {
        (Id, Direction, Phase, Operations, Written, Generated) = (id, direction, phase, operations, written, generated);
    }

    public string Id { get; }

    public MigrationDirection Direction { get; }

    public MigrationPhase Phase { get; }

    public IReadOnlyList<MigrationOperation> Operations { get; }

    /// <summary>What the author asks for.</summary>
    public IReadOnlyList<LintStatement> Written { get; }

    /// <summary>The SQL that does it.</summary>
    public IReadOnlyList<LintStatement> Generated { get; }

    /// <param name="id">The migration.</param>
    /// <param name="direction">The direction.</param>
    /// <param name="phase">The migration's phase.</param>
    /// <param name="operations">Its operations, of an instance that no SQL was generated from: Npgsql's generator writes into them.</param>
    /// <param name="commands">The SQL of each; null for one that is refused.</param>
    public static LintMigration Of(
        string id, MigrationDirection direction, MigrationPhase phase, IReadOnlyList<MigrationOperation> operations, IReadOnlyList<IReadOnlyList<MigrationCommand>?> commands)
    {
        var (written, generated) = (new List<LintStatement>(), new List<LintStatement>());
        var transaction = 0;
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i];
            var isRaw = operation is SqlOperation;
            var first = generated.Count;
            var opened = transaction;
            foreach (var command in commands[i] ?? [])
            {
                if (command.TransactionSuppressed) transaction++;
                int? inside = command.TransactionSuppressed ? null : transaction;
                generated.AddRange(StatementEffects.Of(command.CommandText).Select(effects => new LintStatement(i, effects, isRaw, inside)));
            }

            // What runs in no transaction ends the one before it, and what follows is in another.
            if (OperationChanges.Of(operation) is { } changes && !isRaw)
            {
                var effects = new StatementEffects { Sql = "", Command = "", Tables = StatementDraft.Merge(changes.SelectMany(change => change.Effects)), Changes = changes };
                written.Add(new LintStatement(i, effects, IsRaw: false, transaction == opened ? transaction : null));
                if (commands[i] is null) generated.Add(written[^1]);
            }
            else written.AddRange(generated.Skip(first));
        }

        return new LintMigration(id, direction, phase, operations, written, generated);
    }
}
