using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a worker does about batches that fail: smaller ones, until one row is left; which is then set aside, or left for later.</summary>
internal sealed class BatchTrouble(
    Backfill backfill, BackfillRunOptions run, MigrationEngineOptions options, BackfillMeter meter, ILogger logger, TimeProvider time)
{
    /// <summary>How often a single row that others hold is tried before it is left for the next walk.</summary>
    private const int TriesForOneRow = 3;

    /// <summary>How often the search for a batch of one row may fail before it is no accident.</summary>
    private const int MostBlind = 20;

    private int _conflicts;
    private int _blind;
    private Verdict? _verdict;

    /// <summary>Whether rows were left for the next walk.</summary>
    public bool HasDeferred { get; private set; }

    /// <summary>A batch was committed.</summary>
    public void Forget() => _conflicts = _blind = 0;

    /// <summary>Takes the next batch smaller, or finds the row that is to blame.</summary>
    /// <param name="exception">What the batch met; it is rolled back.</param>
    /// <param name="claim">Its range.</param>
    /// <param name="upTo">The key of its last row; null where that was not known yet, or it was the rest of the range.</param>
    /// <param name="size">The size to be changed.</param>
    /// <param name="cancellationToken">Ends a pause.</param>
    /// <exception cref="MigrationException">No row is to blame: the backfill cannot go on.</exception>
    public async Task MeetAsync(Exception exception, BackfillClaim claim, string[]? upTo, BatchSize size, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case MigrationException:
                throw exception;
            case PostgresException conflict when BackfillFailure.IsLockConflict(conflict):
                await WaitAsync(claim, upTo, size, cancellationToken);
                break;
            case PostgresException refused when !BackfillFailure.IsOfData(refused) && !BackfillFailure.IsTimeout(refused):
                throw BackfillFailure.Statement(backfill, Said(), refused);
            default:
                logger.BackfillHalved(backfill.Name, size.Rows, Message(exception));
                if (size.Halve()) break;

                if (upTo is not null) _verdict = new Verdict(claim.Id, claim.Span.After, upTo, exception);
                else if (++_blind > MostBlind) throw BackfillFailure.Code(backfill, exception);
                break;
        }
    }

    /// <summary>Passes over the row that was found, in the claim's transaction.</summary>
    /// <returns>Whether that was the batch.</returns>
    public async Task<bool> PassOverAsync(NpgsqlConnection connection, BackfillClaim claim, int batchSize, CancellationToken cancellationToken)
    {
        if (_verdict is not { } verdict) return false;

        _verdict = null;
        if (verdict.Range != claim.Id || !Same(verdict.After, claim.Span.After)) return false;

        if (verdict.Error is { } error) await SetAsideAsync(connection, verdict.Key, error, cancellationToken);
        await claim.CommitAsync(connection, backfill.Name, verdict.Key, batchSize, walked: 1, changed: 0, TimeSpan.Zero);
        if (verdict.Error is not null) meter.SetAside();
        return true;
    }

    private async Task WaitAsync(BackfillClaim claim, string[]? upTo, BatchSize size, CancellationToken cancellationToken)
    {
        _conflicts++;
        EngineTelemetry.Retries.Add(1);
        logger.BackfillLocked(backfill.Name, size.Rows);
        if (!size.Halve() && upTo is not null && _conflicts % TriesForOneRow == 0)
        {
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

    private static bool Same(string[]? one, string[]? other) => one is null || other is null ? one == other : one.SequenceEqual(other);

    /// <summary>A row found out: the range and the place before it, its key, and what is wrong with it; null for that others hold it.</summary>
    private sealed record Verdict(int Range, string[]? After, string[] Key, Exception? Error);
}
