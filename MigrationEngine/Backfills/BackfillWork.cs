using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a batch does with its rows, between the begin and the checkpoint of its transaction.</summary>
/// <param name="backfill">The backfill.</param>
/// <param name="sql">Its statements.</param>
internal abstract class BackfillWork(Backfill backfill, BackfillSql sql)
{
    protected BackfillSql Statements => sql;

    /// <summary>Whether the rows of a range can be changed in turns. Default: no, because what an author has written may look at all of them.</summary>
    public virtual bool TakesTurns => false;

    /// <summary>Works on the rows of the range that need it.</summary>
    /// <param name="connection">The session with the transaction.</param>
    /// <param name="span">The range.</param>
    /// <param name="hasSetAside">Whether there are rows to leave out.</param>
    /// <param name="isChecked">Whether to make sure that no row that is done still needs it.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    /// <returns>How many rows were changed.</returns>
    /// <exception cref="MigrationException">The batch would have to be done again and again.</exception>
    public abstract Task<long> RunAsync(NpgsqlConnection connection, BackfillSpan span, bool hasSetAside, bool isChecked, CancellationToken cancellationToken);

    public static BackfillWork Of(Backfill backfill, BackfillKey key, BackfillSql sql) => backfill switch
    {
        UpdateBackfill update => new UpdateWork(update, sql),
        SqlBackfill statement => new SqlWork(statement, sql),
        CodeBackfill code => new CodeWork(code, key, sql),
        _ => throw new MigrationException(
            MigrationExitCode.Usage, $"Backfill {backfill.Name} derives from none of UpdateBackfill, SqlBackfill and CodeBackfill: nobody knows how to run it."),
    };

    /// <summary>The keys of the rows of the range that need it, locked.</summary>
    protected async Task<HashSet<string>> LockAsync(NpgsqlConnection connection, BackfillSpan span, bool hasSetAside, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = sql.Locked(sql.KeyAsText, span, hasSetAside, command.Parameters);
        return [.. (await ReadKeysAsync(command, cancellationToken)).Select(Joined)];
    }

    /// <exception cref="MigrationException">One of the rows still needs it.</exception>
    protected async Task RefuseLeftAsync(
        NpgsqlConnection connection, BackfillSpan span, bool hasSetAside, HashSet<string> done, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        command.CommandText = $"SELECT {sql.KeyAsText} FROM {sql.From} WHERE {sql.In(span, command.Parameters)} AND {sql.Needed(hasSetAside)}";

        // Rows that others have written meanwhile are no failure.
        foreach (var left in await ReadKeysAsync(command, cancellationToken))
        {
            if (done.Contains(Joined(left))) throw BackfillFailure.LeavesRows(backfill, left);
        }
    }

    protected static async Task<List<string[]>> ReadKeysAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<string[]>();
        while (await reader.ReadAsync(cancellationToken)) keys.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return keys;
    }

    protected static string Joined(IEnumerable<string> key) => string.Join('\0', key);
}
