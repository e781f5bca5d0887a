using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>A context's own connection, opened for a look and given back as it was found.</summary>
internal sealed class ContextConnection : IAsyncDisposable
{
    private readonly DbContext? _toClose;

    private ContextConnection(NpgsqlConnection connection, DbContext? toClose)
    {
        Connection = connection;
        _toClose = toClose;
    }

    public NpgsqlConnection Connection { get; }

    /// <summary>A connection that is open already, and stays so.</summary>
    public static ContextConnection Of(NpgsqlConnection connection) => new(connection, toClose: null);

    public static async Task<ContextConnection> OpenAsync(DbContext context, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        if (connection.State == ConnectionState.Open) return Of(connection);

        await context.Database.OpenConnectionAsync(cancellationToken);
        return new ContextConnection(connection, context);
    }

    public ValueTask DisposeAsync() => _toClose is null ? ValueTask.CompletedTask : new ValueTask(_toClose.Database.CloseConnectionAsync());
}
