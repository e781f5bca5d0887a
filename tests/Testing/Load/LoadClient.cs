using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace TradingPlatform.Testing;

/// <summary>One connection of a <see cref="ClientLoad"/>, used by one thread.</summary>
internal sealed partial class LoadClient : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _read;
    private readonly NpgsqlCommand _change;
    private readonly NpgsqlCommand _add;
    private readonly long _rows;
    private readonly long _firstNew;
    private TimeSpan _lockWait;

    public LoadClient(NpgsqlConnection connection, long rows, long firstNew)
    {
        _connection = connection;
        _connection.Notice += (_, told) => _lockWait += WaitOf(told.Notice.MessageText);
        _rows = rows;
        _firstNew = firstNew;
        _read = Prepared("SELECT quantity::bigint FROM busy.trades WHERE id = $1");
        _change = Prepared("UPDATE busy.trades SET quantity = quantity + 1 WHERE id = $1");
        _add = Prepared("INSERT INTO busy.trades (id, account_id, quantity, reference) VALUES ($1, (1 + $1 % 1000)::int, 1, $1)");
    }

    /// <summary>
    /// Settings of its session, which only a superuser may have: the server tells the client of every lock that it waited for longer than
    /// a moment, and for how long. What is slow for want of a disk or a processor waits for none.
    /// </summary>
    public static string SessionOptions => "-c log_lock_waits=on -c deadlock_timeout=2ms -c client_min_messages=log -c lc_messages=C";

    public List<LoadSample> Samples { get; } = [];

    public List<string> Errors { get; } = [];

    /// <param name="request">Its number among those of all clients.</param>
    /// <param name="turn">Its number among this client's: every other one reads, and one in four changes or adds.</param>
    /// <param name="due">When it is to be sent, as a timestamp, and since the start of the load.</param>
    public void Send(long request, long turn, (long Timestamp, TimeSpan SinceStart) due)
    {
        _lockWait = TimeSpan.Zero;
        if (Send(request, turn) is { } kind) Samples.Add(new LoadSample(kind, due.SinceStart, Stopwatch.GetElapsedTime(due.Timestamp), _lockWait));
    }

    /// <returns>What was answered as it should be; null: it was not.</returns>
    private LoadKind? Send(long request, long turn)
    {
        var (kind, command, id) = (turn % 4) switch
        {
            0 or 2 => (LoadKind.Read, _read, Existing(request)),
            1 => (LoadKind.Change, _change, Existing(request)),
            _ => (LoadKind.Add, _add, _firstNew + request),
        };
        command.Parameters[0].Value = id;
        try
        {
            var isRight = kind == LoadKind.Read ? command.ExecuteScalar() is long : command.ExecuteNonQuery() == 1;
            if (!isRight) Errors.Add(FormattableString.Invariant($"{command.CommandText}: not one row with id {id}"));
            return isRight ? kind : null;
        }
        catch (PostgresException exception)
        {
            Errors.Add($"{command.CommandText}: {exception.SqlState} {exception.MessageText}");
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _read.DisposeAsync();
        await _change.DisposeAsync();
        await _add.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static TimeSpan WaitOf(string message) =>
        Acquired().Match(message) is { Success: true } match
            ? TimeSpan.FromMilliseconds(double.Parse(match.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture))
            : TimeSpan.Zero;

    /// <summary>All over the table, and the same in every run.</summary>
    private long Existing(long request) => 1 + request * 7919 % _rows;

    private NpgsqlCommand Prepared(string sql)
    {
        var command = new NpgsqlCommand(sql, _connection) { Parameters = { new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint } } };
        command.Prepare();
        return command;
    }

    // Who waits to make the table longer waits for the disk of who is at it.
    [GeneratedRegex(@"^process \d+ acquired \w+ on (?!extension ).* after (?<ms>[0-9.]+) ms$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Acquired();
}
