using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// For the window between an expand and a contract migration, in which applications of before and after write to the same table: the
/// expand migration starts dual writes, the contract one stops them, and their Downs do it the other way round.
/// </summary>
/// <remarks><c>docs/authoring.md</c> has a recipe for each kind of change, and decision 0019 what happens to each kind of write.</remarks>
public static class DualWriteOperations
{
    /// <summary>
    /// From here on every INSERT, UPDATE and COPY, whichever side it names, leaves both columns of each pair in step. Rows that are there
    /// already are a backfill's business. Both columns must exist and must not be generated.
    /// </summary>
    /// <param name="builder">The migration's builder.</param>
    /// <param name="name">What this is about, in snake_case and unique on its table: <see cref="StopDualWrites"/> names it again.</param>
    /// <param name="schema">The table's schema; null for the first of the search path.</param>
    /// <param name="table">The table. A partitioned table's partitions are included.</param>
    /// <param name="pairs">The columns. Those that depend on each other belong into one call.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a name is empty or unusable, a pair is missing or given twice.</exception>
    public static OperationBuilder<StartDualWritesOperation> StartDualWrites(
        this MigrationBuilder builder, string name, string? schema, string table, params DualWrite[] pairs)
    {
        DualWriteArguments.Check(name, table, pairs);
        return Add(builder, new StartDualWritesOperation { Name = name, Schema = schema, Table = table, Pairs = pairs });
    }

    /// <summary>Removes what <see cref="StartDualWrites"/> installed: before the operation that drops or renames one of the columns.</summary>
    /// <param name="builder">The migration's builder.</param>
    /// <param name="name">The name that was given to <see cref="StartDualWrites"/>.</param>
    /// <param name="schema">The table's schema; null for the first of the search path.</param>
    /// <param name="table">The table.</param>
    public static OperationBuilder<StopDualWritesOperation> StopDualWrites(this MigrationBuilder builder, string name, string? schema, string table) =>
        Add(builder, new StopDualWritesOperation { Name = name, Schema = schema, Table = table });

    /// <summary>
    /// Changes the rows of a table in small batches, each in a transaction of its own, waiting for no row for long: what the Down of a
    /// contract migration fills its column with again. A change that applications can wait for while it runs for hours is a
    /// <see cref="Backfill"/> instead. Cut off, it is repeated.
    /// </summary>
    /// <param name="builder">The migration's builder.</param>
    /// <param name="table">The table.</param>
    /// <param name="schema">The table's schema; null for the first of the search path.</param>
    /// <param name="set">What follows <c>SET</c>, such as <c>is_active = status = 'active'</c>.</param>
    /// <param name="where">What follows <c>WHERE</c>: it must not hold for a row that is done, such as <c>is_active IS DISTINCT FROM (status = 'active')</c>.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: one of them is empty.</exception>
    public static OperationBuilder<UpdateInBatchesOperation> UpdateInBatches(
        this MigrationBuilder builder, string table, string? schema, string set, string where)
    {
        DualWriteArguments.Require(table, "table");
        DualWriteArguments.Require(set, "assignment");
        DualWriteArguments.Require(where, "condition");
        return Add(builder, new UpdateInBatchesOperation { Table = table, Schema = schema, Set = set, Where = where });
    }

    private static OperationBuilder<TOperation> Add<TOperation>(MigrationBuilder builder, TOperation operation)
        where TOperation : MigrationOperation
    {
        builder.Operations.Add(operation);
        return new OperationBuilder<TOperation>(operation);
    }
}
