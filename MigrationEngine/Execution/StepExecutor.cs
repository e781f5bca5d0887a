using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs the steps of one migration, each until it is committed, has failed, or has used up its patience for locks.</summary>
internal sealed class StepExecutor(
    StepStatements statements,
    HistoryTable history,
    bool hasBackfills,
    ContractedRecord contracted,
    SessionWatch watch,
    MigrationEngineOptions options,
    ILogger logger,
    TimeProvider time)
{
    private readonly PlannedMigration migration = statements.Migration;
    private readonly LooseStepRunner loose = new(statements, options, logger);
    private bool _isOneByOne = statements.AreSentApart;

    /// <summary>Whether nobody uses the database, so that steps may be committed at once. Default: no.</summary>
    public bool IsForNobody { get; init; }

    /// <param name="index">The step, from 0.</param>
    /// <param name="open">What an earlier attempt knew of this very step.</param>
    /// <param name="cancellationToken">Rolls the step back.</param>
    /// <returns>How many steps are done now: one, or those that were committed with it.</returns>
    public async Task<int> RunAsync(int index, OpenStep? open, CancellationToken cancellationToken)
    {
        var step = migration.Steps[index];
        using var activity = EngineTelemetry.Source.StartActivity($"migration step {index + 1}");
        activity?.SetTag("migration.id", migration.Id);
        activity?.SetTag("migration.step", index + 1);
        activity?.SetTag("migration.step.transactional", step.IsTransactional);

        options.Progress?.Report(
            new(MigrationProgressKind.StepStarted, migration.Id, index + 1, migration.Steps.Count, step.Statements.Count > 0 ? Sql.Excerpt(step.Statements[0]) : null));
        watch.Enter(migration.Id, index + 1, migration.Steps.Count);
        if (IsForNobody && !_isOneByOne && open is null && StepGroup.At(migration, index) is { } group)
        {
            if (await CommitAtOnceAsync(group, cancellationToken)) return group.Last - group.First + 1;

            _isOneByOne = true;
        }

        if (index == 0 && !step.IsTransactional && migration.Direction == MigrationDirection.Up && contracted.IsContraction(migration.Id))
            await ContractedRecord.ExecuteAsync(statements.Connection, contracted.Add(migration.Id), cancellationToken);
        var patience = new LockPatience(migration, index, options, logger, time);
        try
        {
            while (true)
            {
                watch.Forget();
                try
                {
                    var inTheWay = step.IsTransactional ? await CommitAsync(index, cancellationToken) : await loose.RunAsync(index, open, cancellationToken);
                    if (inTheWay.Count == 0) return 1;

                    await patience.PauseAsync(conflict: null, LockBlocker.Describe(inTheWay), activity, () => IsFreeAsync(step, cancellationToken), cancellationToken);
                }
                catch (PostgresException exception) when (StepStatements.IsLockConflict(exception))
                {
                    var seen = await LockBlockers.ReadAsync(statements.Connection, step.Locks, TimeSpan.Zero, cancellationToken);
                    await patience.PauseAsync(exception, seen.Count > 0 ? LockBlocker.Describe(seen) : watch.Blockers, activity, isFree: null, cancellationToken);
                }
            }
        }
        catch (MigrationException exception)
        {
            activity.Fail(exception);
            throw;
        }
    }

    private async Task<bool> IsFreeAsync(MigrationStep step, CancellationToken cancellationToken) =>
        await LockBlockers.ReadAsync(statements.Connection, step.Locks, statements.LongTransactionAge, cancellationToken) is [];

    /// <summary>Runs the transaction, or leaves it where somebody is in the way who will not be gone in a moment.</summary>
    /// <returns>Who is; empty when it is committed.</returns>
    private async Task<IReadOnlyList<LockBlocker>> CommitAsync(int index, CancellationToken cancellationToken)
    {
        // Not the driver's transaction: it sends BEGIN later than it says, and waits for its answer without end when it is cancelled then.
        var locks = migration.Steps[index].Locks;
        try
        {
            IReadOnlyList<LockBlocker> inTheWay = locks.Count > 0 ? await statements.BeginAsync(index, cancellationToken) : [];
            if (inTheWay.Count > 0 && inTheWay.All(blocker => blocker.IsAutovacuum))
            {
                await statements.ExecuteAsync(index, statements.PushAutovacuumAside(locks), cancellationToken);
            }
            else if (inTheWay.Count > 0)
            {
                await statements.RollBackAsync(logger);
                return inTheWay;
            }

            await statements.ExecuteAllAsync(index, isBegun: locks.Count > 0, Bookkeeping(index, index), cancellationToken);

            // Not cancellable by request: a commit that was cancelled on the way has an unknown end. That of a lost session is known.
            await statements.ExecuteAsync(index, "COMMIT", watch.Lost);
            return [];
        }
        catch
        {
            await statements.RollBackAsync(logger);
            throw;
        }
    }

    /// <summary>Runs steps that need no transactions of their own. Where that fails they are run one by one, as ever: what fails then is known, and what fails only together does not.</summary>
    /// <returns>False where nothing of them is done.</returns>
    private async Task<bool> CommitAtOnceAsync(StepGroup group, CancellationToken cancellationToken)
    {
        try
        {
            watch.Forget();
            await statements.ExecuteAtOnceAsync(group, Bookkeeping(group.First, group.Last), cancellationToken);
            await statements.ExecuteAsync(group.Last, "COMMIT", watch.Lost);
            return true;
        }
        catch (Exception exception) when (exception is PostgresException or MigrationException && statements.Connection.State == ConnectionState.Open)
        {
            await statements.RollBackAsync(logger);
            logger.NotAtOnce(exception, migration.Id, group.First + 1, group.Last + 1);
            return false;
        }
        catch
        {
            await statements.RollBackAsync(logger);
            throw;
        }
    }

    private NpgsqlBatchCommand[] Bookkeeping(int first, int index)
    {
        var isLast = index == migration.Steps.Count - 1;
        return
        [
            .. Contraction(isLast, isFirst: first == 0),
            .. isLast ? [history.Record(migration), .. BackfillTable.Forget(migration, hasBackfills), JournalWriter.Succeed(statements.Entry)] : new[] { new NpgsqlBatchCommand(statements.DoneSql(index)) },
        ];
    }

    private NpgsqlBatchCommand[] Contraction(bool isLast, bool isFirst)
    {
        if (!contracted.IsContraction(migration.Id)) return [];
        if (migration.Direction == MigrationDirection.Up) return isFirst ? [contracted.Add(migration.Id)] : [];
        return isLast ? [contracted.Remove(migration.Id)] : [];
    }
}
