using System.Data;
using System.Diagnostics;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Finds out in one round trip, before anything of EF Core is built, that a run would have nothing to do. Of several processes that start
/// together one goes on, with the migration lock; the others wait here a while, and mostly find then that it has done everything.
/// Answers yes only where that is certain; everything else, a failure included, is for the ordinary run to meet and to explain.
/// </summary>
/// <remarks>
/// The answer is one snapshot in which every migration of the build is applied, none is unfinished and nobody holds the migration lock.
/// A run that begins afterwards might as well have begun after the end of this one.
/// docs/decisions/0012-nothing-to-do-is-found-out-first.md
/// </remarks>
public sealed class FirstLook : IDisposable
{
    /// <summary>Who does not answer at once, and another run that takes longer, is waited for by the ordinary run, which says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly NpgsqlConnection _connection;
    private bool _isTaken;
    private bool _holds;
    private bool _lacksTables;
    private IReadOnlyList<Backfill> _backfills = [];
    private Action? _yields;

    private FirstLook(NpgsqlConnection connection) => _connection = connection;

    /// <summary>
    /// Whether exactly the build's migrations are applied, end in one head, and no run is under way or was left half-done. Where
    /// <see cref="MigrationEngineOptions.HoldsContractions"/> says so, contract migrations may be left.
    /// </summary>
    public bool IsNothingPending { get; private set; }

    /// <summary>How many contract migrations are left. Read only where nothing is pending.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether the connection holds the migration lock.</summary>
    public bool HoldsLock { get; private set; }

    /// <summary>
    /// When (<see cref="Stopwatch.GetTimestamp"/>) nobody else can have changed what this has found, or what a run on its behalf has come to: the
    /// question was yet to be asked, or the lock was still held. Null before that.
    /// </summary>
    public long? HeldAt { get; internal set; }

    /// <summary>Whether the database was blank (<see cref="LookSql.IsBlank"/>) when this had taken the lock.</summary>
    internal bool IsBlank { get; private set; }

    /// <summary>The migrations of the build that were not applied; null where that is not known.</summary>
    internal IReadOnlyCollection<string>? Pending { get; private set; }

    /// <summary>Looks. Blocks the thread, for some seconds at worst.</summary>
    /// <param name="options">The database and, as <see cref="MigrationEngineOptions.Build"/>, the migrations: they are read while the database is asked.</param>
    /// <param name="condition">An SQL condition that must hold as well.</param>
    /// <param name="seesBackfills">Whether a backfill that a run would go on with counts as something to do.</param>
    /// <param name="yields">Called, on another thread, where another run is at work and is now waited for. Must not throw.</param>
    /// <exception cref="MigrationException">The build's migrations contradict each other, or the connection string cannot be read.</exception>
    public static FirstLook Take(MigrationEngineOptions options, string condition = "true", bool seesBackfills = false, Action? yields = null)
    {
        var build = options.Build ?? throw new ArgumentException("A look needs to know the build.", nameof(options));
        var look = new FirstLook(DedicatedConnection.Create(options, commandTimeout: 0));
        var graph = new Lazy<MigrationGraph>(build.ReadGraph);
        look._holds = options.HoldsContractions;
        look._yields = yields;
        look._backfills = seesBackfills ? options.Backfills : [];
        var asking = Task.Run(() => look.Ask(graph, build.History, condition));
        try
        {
            _ = graph.Value;
            if (asking.Wait(Patience + Patience)) return look;
        }
        catch
        {
            asking.ContinueWith(_ => look.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        asking.ContinueWith(_ => look.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return new FirstLook(DedicatedConnection.Create(options, commandTimeout: 0));
    }

    /// <summary>Closes the connection unless a run has taken it over.</summary>
    public void Dispose()
    {
        if (!_isTaken) _connection.Dispose();
    }

    /// <summary>The open connection, for who asks first; null where there is none.</summary>
    internal NpgsqlConnection? TakeConnection()
    {
        if (_isTaken || _connection.State != ConnectionState.Open) return null;

        _isTaken = true;
        return _connection;
    }

    private void Ask(Lazy<MigrationGraph> graph, HistoryTable history, string condition)
    {
        try
        {
            _connection.Open();
            var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
            while (true)
            {
                var asked = Stopwatch.GetTimestamp();
                IsNothingPending = IsCertain(graph, history, condition, out var isLocked);
                if (IsNothingPending) HeldAt = asked;

                // Who takes the lock after it was seen taken has an answer of before that run.
                if (IsNothingPending || (!isLocked && TryLock() is not false) || !WaitForOthers(deadline)) return;
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or NotSupportedException or InvalidOperationException)
        {
            // The ordinary run meets the same and explains it.
        }
    }

    private bool IsCertain(Lazy<MigrationGraph> graph, HistoryTable history, string condition, out bool isLocked)
    {
        (isLocked, _lacksTables, Pending) = (false, false, null);
        foreach (var asksBackfills in _backfills.Count > 0 ? new[] { true, false } : [false])
        {
            try
            {
                return IsCertain(graph.Value, Lines(LookSql.Question(history, condition, asksBackfills, _connection.ProcessID)), out isLocked);
            }
            catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
            {
                // It was never migrated, or is just being migrated for the first time, or no backfill has ever run.
                if (exception.MessageText.Contains("migration.backfills", StringComparison.Ordinal)) continue;

                Pending = graph.Value.Ids;
                _lacksTables = true;
                return false;
            }
        }

        return false;
    }

    private bool IsCertain(MigrationGraph graph, List<string> answer, out bool isLocked)
    {
        isLocked = answer.Contains(LookSql.Locked);
        var settled = answer.Where(line => line.StartsWith(LookSql.Settled)).Select(line => line[1..]).ToHashSet();
        answer.RemoveAll(line => line.StartsWith(LookSql.Settled));
        var applied = answer.ToHashSet();
        return graph.Heads.Count == 1 && IsAllApplied(graph, answer)
            && _backfills.All(backfill => settled.Contains(backfill.Name) || BackfillRunner.RowOf(backfill, graph, applied) is null || BackfillRunner.IsOver(backfill, graph, applied));
    }

    private bool IsAllApplied(MigrationGraph graph, List<string> answer)
    {
        var missing = new HashSet<string>(graph.Ids, StringComparer.Ordinal);

        // An answer that the build does not have is a doubt.
        foreach (var id in answer)
        {
            if (!missing.Remove(id)) return false;
        }

        Waiting = missing.Count;
        Pending = missing;
        return missing.Count == 0 || (_holds && answer.Count > 0 && missing.All(id => graph[id].Phase == MigrationPhase.Contract));
    }

    /// <summary>Null behind a pooler, which may give the lock to a session of somebody else: the ordinary run finds out what it is.</summary>
    private bool? TryLock()
    {
        if (Lines(LookSql.TryLock(_connection.ProcessID)) is not [var answer]) return null;

        HoldsLock = answer == "t";
        IsBlank = HoldsLock && _lacksTables && Lines(LookSql.IsBlank).Count == 1;
        return HoldsLock;
    }

    /// <summary>
    /// False when it takes too long. Who gives the lock back says so, and until then nothing is asked: many who ask take the processors from the
    /// one that works. Who was killed says nothing, and is found out at the deadline.
    /// </summary>
    private bool WaitForOthers(long deadline)
    {
        _yields?.Invoke();

        // It may be said during the question itself.
        var isTold = false;
        NotificationEventHandler tell = (_, _) => isTold = true;
        _connection.Notification += tell;
        using (var listen = new NpgsqlCommand($"LISTEN {AdvisoryLock.Channel}", _connection)) listen.ExecuteNonQuery();
        var isOver = Lines(LookSql.IsLocked).Count == 0;
        var left = deadline - Environment.TickCount64;
        if (!isOver && !isTold && left > 0) _connection.Wait(TimeSpan.FromMilliseconds(left));
        _connection.Notification -= tell;
        return isOver || left > 0;
    }

    /// <summary>As text and not as rows: reading rows would set up the mapping of every type that the driver knows.</summary>
    private List<string> Lines(string sql)
    {
        using var answer = _connection.BeginTextExport(sql);
        var lines = new List<string>();
        while (answer.ReadLine() is { } line) lines.Add(line);
        return lines;
    }
}
