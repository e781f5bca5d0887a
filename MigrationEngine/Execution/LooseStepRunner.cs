using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs a step outside of a transaction so that, wherever it is cut off, the next run neither repeats nor skips it.</summary>
internal sealed class LooseStepRunner(StepStatements statements, MigrationEngineOptions options, ILogger logger)
{
    /// <summary>In the message of the step's last statement.</summary>
    private static readonly string[] Resets = ["RESET lock_timeout", "RESET statement_timeout"];

    private readonly NpgsqlConnection connection = statements.Connection;
    private readonly PlannedMigration migration = statements.Migration;

    /// <param name="index">The step, from 0.</param>
    /// <param name="open">What an earlier attempt knew of it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Damaged"/>: an operator must decide whether it has taken effect.</exception>
    /// <returns>Who is in the way of the statement's locks, which was not run then; empty when it is done.</returns>
    public async Task<IReadOnlyList<LockBlocker>> RunAsync(int index, OpenStep? open, CancellationToken cancellationToken)
    {
        var sql = migration.Steps[index].Statements[0];
        var loose = LooseStatement.In(sql);
        if (await IsDoneAsync(loose, index, open, cancellationToken))
        {
            logger.StepWasDone(migration.Id, index + 1);
            await statements.ExecuteAsync(index, statements.DoneSql(index), cancellationToken);
            return [];
        }

        if (loose is not { WaitsHarmlessly: true }
            && await LockBlockers.ReadAsync(connection, migration.Steps[index].Locks, statements.LongTransactionAge, cancellationToken) is { Count: > 0 } inTheWay)
        {
            return inTheWay;
        }

        var timeouts = StepStatements.Timeouts("SET", StatementLimits.Of(options, loose, sql));
        if (loose is null)
        {
            await statements.ExecuteAsync(index, timeouts, cancellationToken);

            // Sent together, without BEGIN: PostgreSQL commits the statement and the journal's update at once.
            var both = $"{sql.TrimEnd().TrimEnd(';')}\n;\n{statements.DoneSql(index, loose)}{options.Observer?.BeforeCommitSql}; {string.Join("; ", Resets)}";
            await statements.ObservedAsync(index, 0, sql, ObservedKind.WithJournal, () => statements.ExecuteAsync(index, both, sql, cancellationToken), cancellationToken);
        }
        else
        {
            await statements.ExecuteAsync(index, $"{timeouts}; {statements.BeginLooseSql(index, loose.Mark)}", cancellationToken);
            await statements.ObservedAsync(index, 0, sql, ObservedKind.OnItsOwn, () => RunLooseAsync(loose, index, sql, cancellationToken), cancellationToken);
        }

        return [];
    }

    private async Task<bool> IsDoneAsync(LooseStatement? loose, int index, OpenStep? open, CancellationToken cancellationToken)
    {
        if (open == OpenStep.Done) return true;
        if (loose is null) return false;

        var wasBegun = open is OpenStep.Begun or OpenStep.Unknown;
        return await loose.HasTakenEffectAsync(connection, wasBegun, Repaired(index), cancellationToken)
            ?? throw RunFailure.EffectUnknown(migration, index, statements.Entry);
    }

    private async Task RunLooseAsync(LooseStatement loose, int index, string sql, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var done = new NpgsqlBatchCommand(statements.DoneSql(index, loose));
        try
        {
            if (await loose.SubstituteAsync(connection, cancellationToken) is { } substitutes) await RunSubstitutesAsync(substitutes, cancellationToken);
            else foreach (var statement in SqlStatements.Split(sql)) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
            batch.BatchCommands.Add(done);
            foreach (var reset in Resets) batch.BatchCommands.Add(new NpgsqlBatchCommand(reset));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException exception) when (connection.State != ConnectionState.Open && statements.IsFailure(exception))
        {
            throw statements.Failed(index, sql, exception);
        }
        catch (PostgresException exception) when (connection.State == ConnectionState.Open)
        {
            if (ReferenceEquals(exception.BatchCommand, done))
            {
                // The statement itself has been committed.
                await TryMarkAsync(OpenStep.Done);
                throw statements.Failed(index, "the engine's own bookkeeping", exception);
            }

            if (await IsCleanAsync(loose, index)) await TryMarkAsync(null);
            if (loose.CommitsParts || statements.IsFailure(exception)) throw statements.Failed(index, sql, exception);
            throw;
        }

        async Task TryMarkAsync(OpenStep? state)
        {
            try
            {
                await using var mark = new NpgsqlCommand(statements.OpenSql(index, state), connection);
                await mark.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (NpgsqlException unreachable)
            {
                // The mark that stands is the more careful one.
                logger.JournalUnreachable(unreachable);
            }
        }
    }

    private async Task RunSubstitutesAsync(IReadOnlyList<SubstituteStatement> substitutes, CancellationToken cancellationToken)
    {
        foreach (var substitute in substitutes)
        {
            var limits = new StatementLimits(substitute.WaitsHarmlessly ? TimeSpan.Zero : options.LockTimeout, options.ScanTimeout);
            foreach (var sql in new[] { StepStatements.Timeouts("SET", limits), substitute.Sql })
            {
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    /// <summary>Cleans up at once, so that the migration may be edited before the next attempt. Not at any price: that attempt can do it too.</summary>
    private async Task<bool> IsCleanAsync(LooseStatement loose, int index)
    {
        try
        {
            await using var limit = new NpgsqlCommand("SET statement_timeout = '30s'", connection);
            await limit.ExecuteNonQueryAsync(CancellationToken.None);
            return !await loose.CleanUpAsync(connection, Repaired(index), CancellationToken.None);
        }
        catch (NpgsqlException exception)
        {
            logger.NotCleanedUp(exception, migration.Id, index + 1);
            return false;
        }
    }

    private Action<string> Repaired(int index) => what => logger.Repaired(migration.Id, index + 1, what);
}
