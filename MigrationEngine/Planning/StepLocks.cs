using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Tells which locks a step will ask for, so that who would make it wait can be looked for first.</summary>
internal static class StepLocks
{
    /// <summary>The locks that keep applications waiting, on tables that others can know.</summary>
    /// <param name="statements">The step's statements. What cannot be read of them is left to the lock timeout.</param>
    /// <param name="created">The tables that the migration creates.</param>
    public static IReadOnlyList<StepLock> Of(IEnumerable<string> statements, IReadOnlySet<string> created) =>
    [
        .. statements.SelectMany(StatementEffects.Of)
            .SelectMany(statement => statement.Tables)
            .Where(effect => effect.Lock.BlocksApplications && !created.Contains(effect.Table.Quoted))
            .Select(effect => new StepLock(effect.Table.Quoted, effect.Lock, effect.IsTableOfIndex, effect.ReachesReferenced))
            .Distinct(),
    ];

    /// <summary>The tables that typed operations create, quoted.</summary>
    public static IReadOnlySet<string> Created(IEnumerable<MigrationOperation> operations) =>
        operations.OfType<CreateTableOperation>().Select(table => Sql.Qualified(table.Schema, table.Name)).ToHashSet();
}
