using System.Globalization;
using Npgsql;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>The desk's programs, which write what no endpoint does: those of the releases in service, in turn, each statement a transaction.</summary>
internal sealed class DeskWriter(NpgsqlDataSource database, IReadOnlyList<string> first)
{
    private readonly Dictionary<IReadOnlyList<string>, int> _open = [];
    private readonly Lock _gate = new();
    private IReadOnlyList<string>[] _programs = [first];
    private long _last = 1_000_000;

    /// <summary>From now on these write, and no others: returns when the others are done, 10 seconds at most.</summary>
    public async Task UseAsync(params IReadOnlyList<string>[] programs)
    {
        lock (_gate) _programs = programs;
        for (var look = 0; look < 1000; look++)
        {
            lock (_gate) if (_open.All(one => one.Value == 0 || programs.Contains(one.Key))) return;
            await Task.Delay(10);
        }

        throw new TimeoutException("A program of the desk did not get done.");
    }

    /// <summary>Lets one of them do its work for the trader, a trade among it.</summary>
    /// <returns>The trade's id.</returns>
    public async Task<string> WriteAsync(Trader trader)
    {
        IReadOnlyList<string> program;
        string number;
        lock (_gate)
        {
            number = (++_last).ToString(CultureInfo.InvariantCulture);
            program = _programs[_last % _programs.Length];
            _open[program] = _open.GetValueOrDefault(program) + 1;
        }

        try
        {
            foreach (var statement in program) await ExecuteAsync(statement, number, trader);
            return "trade-" + number;
        }
        finally
        {
            lock (_gate) _open[program]--;
        }
    }

    private async Task ExecuteAsync(string statement, string number, Trader trader)
    {
        await using var command = database.CreateCommand(statement);
        command.Parameters.AddWithValue("n", number);
        command.Parameters.AddWithValue("user_id", trader.Id.Value);
        await command.ExecuteNonQueryAsync();
    }
}
