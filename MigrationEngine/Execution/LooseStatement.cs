using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A statement that commits by itself. PostgreSQL commits any other one together with the journal's update that is sent with it; between
/// this one and its update the server can die, so that the next run must find out whether it has taken effect.
/// </summary>
internal abstract record LooseStatement
{
    /// <summary>How the journal marks the step while it runs.</summary>
    public virtual OpenStep Mark => OpenStep.Begun;

    /// <summary>Whether it waits without blocking others, so that giving up would only throw its work away.</summary>
    public virtual bool WaitsHarmlessly => false;

    /// <summary>Whether it may commit a part of its work and then fail, so that it must not be repeated by itself.</summary>
    public virtual bool CommitsParts => false;

    /// <summary>The kind of the statement; null for one that commits together with its journal entry.</summary>
    public static LooseStatement? In(string sql)
    {
        var bare = SqlStatements.Bare(sql);
        if (RepeatableBlock.In(bare) is { } repeatable) return repeatable;

        var unknowable = UnknowableStatement.In(sql);
        if (unknowable is { CommitsParts: true }) return unknowable;
        return ConcurrentIndex.In(bare) ?? ConcurrentIndexDrop.In(bare) ?? ConcurrentDetach.In(bare) ?? RepeatableStatement.In(bare)
            ?? unknowable as LooseStatement;
    }

    /// <summary>
    /// The steps of a command that runs outside of a transaction: one, or one a statement where that makes a statement that commits by
    /// itself stand alone.
    /// </summary>
    public static IEnumerable<MigrationStep> StepsOf(string sql)
    {
        var statements = SqlStatements.Split(sql);
        var kinds = statements.Select(In).ToList();
        return statements.Count > 1 && kinds.Any(kind => kind is not null) && !kinds.Any(kind => kind is { CommitsParts: true })
            ? statements.Select(statement => new MigrationStep(false, [statement]))
            : [new MigrationStep(false, [sql])];
    }

    /// <summary>Repairs what an earlier attempt left in the catalog, and finds out whether the statement still has to run.</summary>
    /// <param name="connection">The run's connection.</param>
    /// <param name="wasBegun">Whether an earlier attempt of this very step began the statement and never learned its end.</param>
    /// <param name="repaired">Told what was repaired.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>True: it has taken effect. False: it has to run. Null: it cannot be known.</returns>
    public abstract Task<bool?> HasTakenEffectAsync(
        NpgsqlConnection connection, bool wasBegun, Action<string> repaired, CancellationToken cancellationToken);

    /// <summary>
    /// What has to run instead where the statement is impossible on the database as it is. Asked after <see cref="HasTakenEffectAsync"/> and just
    /// before the statement: the session is made ready for it.
    /// </summary>
    /// <returns>The statements, each of which commits by itself; null where the statement itself runs.</returns>
    public virtual Task<IReadOnlyList<SubstituteStatement>?> SubstituteAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SubstituteStatement>?>(null);

    /// <summary>After a failure: removes what it left, as far as that loses nothing. True when the next attempt still has to look.</summary>
    public virtual Task<bool> CleanUpAsync(NpgsqlConnection connection, Action<string> repaired, CancellationToken cancellationToken) =>
        Task.FromResult(CommitsParts);

    protected static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    protected static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
