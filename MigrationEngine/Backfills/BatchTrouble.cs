using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a worker does about batches that fail: smaller ones, until one row is left; which is then set aside, or left for later.</summary>
internal sealed class BatchTrouble(
    Backfill backfill, BackfillRunOptions run, MigrationEngineOptions options, BackfillMeter meter, ILogger logger, TimeProvider time)
{
    /// <summary>How often a single row that others hold is tried before it is left for the next walk, with all that the batch left out.</summary>
    private const int TriesForOneRow = 3;

    /// <summary>How often the search for a batch of one row may fail before it is no accident.</summary>
    private const int MostBlind = 20;

    private int _conflicts;
    private int _blind;
    private Verdict? _verdict;

    /// <summary>Whether rows were left for the next walk.</summary>
    public bool HasDeferred { get; private set; }

    /// <summary>
    /// Whether the batch is tried again without the rows that others hold, because it met one, or has taken suspiciously long: who waits for
    /// a row of a batch must not wait for a third party too, and for one after the other.
    /// </summary>
    public bool LeavesHeld { get; private set; }

    /// <summary>Whether the rows that were left out are left for the next walk.</summary>
    public bool GivesUpHeld { get; private set; }

    /// <summary>A batch was committed.</summary>
    public void Forget()
    {
        _conflicts = _blind = 0;
        LeavesHeld = GivesUpHeld = false;
    }

    /// <summary>Takes the next batch smaller, or finds the row that is to blame.</summary>
    /// <param name="exception">What the batch met; it is rolled back.</param>
    /// <param name="claim">Its range.</param>
    /// <param name="upTo">The key of its last row; null where that was not known yet, or it was the rest of the range.</param>
    /// <param name="size">The size to be changed.</param>
    /// <param name="isHeld">Whether the batch was a single row that an earlier one left out because somebody held it.</param>
    /// <param name="cancellationToken">Ends a pause.</param>
    /// <exception cref="MigrationException">No row is to blame: the backfill cannot go on.</exception>
    public async Task MeetAsync(Exception exception, BackfillClaim claim, string[]? upTo, BatchSize size, bool isHeld, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case MigrationException:
                throw exception;
            case PostgresException slow when BackfillFailure.IsTimeout(slow) && !isHeld && !LeavesHeld:
                LeavesHeld = true;
                break;
            case PostgresException conflict when BackfillFailure.IsLockConflict(conflict):
                EngineTelemetry.Retries.Add(1);
                logger.BackfillLocked(backfill.Name, isHeld ? 1 : size.Rows);
                if (!isHeld && !LeavesHeld) LeavesHeld = true;
                else await WaitAsync(claim, upTo, size, isHeld, cancellationToken);
                break;
            case PostgresException refused when !BackfillFailure.IsOfData(refused) && !BackfillFailure.IsTimeout(refused):
                throw BackfillFailure.Statement(backfill, Said(), refused);
            default:
                logger.BackfillHalved(backfill.Name, isHeld ? 1 : size.Rows, Message(exception));
                if (!isHeld && size.Halve()) break;

                if (upTo is not null) _verdict = new Verdict(claim.Id, claim.Span.After, upTo, exception);
                else if (++_blind > MostBlind) throw BackfillFailure.Code(backfill, exception);
                break;
        }
    }

    /// <summary>Passes over the row that was found, in the claim's transaction.</summary>
    /// <param name="connection">The session with the transaction.</param>
    /// <param name="claim">The range.</param>
    /// <param name="batchSize">The rows that the next batch is to have.</param>
    /// <param name="walked">For how many rows it counts.</param>
    /// <param name="cancellationToken">Stops the statements.</param>
    /// <returns>Whether that was the batch.</returns>
    public async Task<bool> PassOverAsync(NpgsqlConnection connection, BackfillClaim claim, int batchSize, int walked, CancellationToken cancellationToken)
    {
        if (_verdict is not { } verdict) return false;

        _verdict = null;
        if (verdict.Range != claim.Id || !BackfillSpan.Same(verdict.After, claim.Span.After)) return false;

        if (verdict.Error is { } error) await SetAsideAsync(connection, verdict.Key, error, cancellationToken);
        await claim.CommitAsync(connection, backfill.Name, new BackfillCheckpoint(verdict.Key, IsDone: false, batchSize, walked, Changed: 0, TimeSpan.Zero));
        if (verdict.Error is not null) meter.SetAside();
        return true;
    }

    private async Task WaitAsync(BackfillClaim claim, string[]? upTo, BatchSize size, bool isHeld, CancellationToken cancellationToken)
    {
        _conflicts++;
        if (isHeld)
        {
            HasDeferred |= GivesUpHeld = _conflicts >= TriesForOneRow;
        }
        else if (!size.Halve() && upTo is not null && _conflicts % TriesForOneRow == 0)
        {
            // Not the row itself is held, for that would have been left out, but something that its change needs.
            HasDeferred = true;
            _verdict = new Verdict(claim.Id, claim.Span.After, upTo, Error: null);
        }

        await Task.Delay(Backoff.After(Math.Min(_conflicts, 4), options with { RetryInitialDelay = TimeSpan.FromMilliseconds(20) }), time, cancellationToken);
    }

    private async Task SetAsideAsync(NpgsqlConnection connection, string[] key, Exception error, CancellationToken cancellationToken)
    {
        var message = Message(error);
        await using var command = new NpgsqlCommand(
            """
            WITH added AS (
                INSERT INTO migration.backfill_rows (backfill, key, sql_state, error) VALUES ($1, $2, $3, $4)
                ON CONFLICT (backfill, key) DO UPDATE SET sql_state = excluded.sql_state, error = excluded.error, set_aside_at = clock_timestamp())
            SELECT count(*) FROM migration.backfill_rows WHERE backfill = $1
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = backfill.Name },
                new() { Value = key },
                new() { Value = (object?)(error as PostgresException)?.SqlState ?? DBNull.Value },
                new() { Value = message },
            },
        };
        var others = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (others >= run.MostSetAside) throw BackfillFailure.TooManySetAside(backfill, run.MostSetAside, message);

        logger.BackfillSetAside(backfill.Name, string.Join(", ", key), (error as PostgresException)?.SqlState ?? error.GetType().Name);
    }

    private string Said() => backfill switch
    {
        UpdateBackfill update => $"UPDATE {backfill.Schema}.{backfill.Table} SET {update.Assignments} WHERE {backfill.Rows}",
        SqlBackfill statement => $"{statement.Statement} (WHERE {backfill.Rows})",
        _ => backfill.Rows,
    };

    private static string Message(Exception exception) => exception is PostgresException refused
        ? BackfillFailure.IsTimeout(refused) ? "It took longer than the batch timeout." : refused.MessageText
        : exception.Message;

    /// <summary>A row found out: the range and the place before it, its key, and what is wrong with it; null for that others hold it.</summary>
    private sealed record Verdict(int Range, string[]? After, string[] Key, Exception? Error);
}
