using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>The plans that PostgreSQL's auto_explain sends as notices with the answers to a context's statements.</summary>
public sealed class PlanLog : DbConnectionInterceptor
{
    private const string Options =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_level=notice";

    private readonly ConcurrentQueue<string> _plans = new();

    /// <summary>A database's connection string with what this needs.</summary>
    public static string ConnectionString(TestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Options = Options }.ConnectionString;

    /// <summary>The plans since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        var taken = new List<string>();
        while (_plans.TryDequeue(out var plan)) taken.Add(plan);
        return taken;
    }

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // A context opens its connection again and again.
        ((NpgsqlConnection)connection).Notice -= Keep;
        ((NpgsqlConnection)connection).Notice += Keep;
        return Task.CompletedTask;
    }

    private void Keep(object? sender, NpgsqlNoticeEventArgs notice) => _plans.Enqueue(notice.Notice.MessageText);
}
