using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Data;

namespace TradingPlatform.AdminApi;

/// <summary>
/// The request's own connection with limits that the server keeps: what a page asks for may take some seconds, and waits for next to no lock. The
/// pool takes the limits back when the connection is returned.
/// </summary>
internal sealed class BoundedReading : IAsyncDisposable
{
    private const string Limits = "SET statement_timeout = '5s'; SET lock_timeout = '1s'; SET default_transaction_read_only = on";

    private readonly TradingDbContext _database;

    private BoundedReading(TradingDbContext database) => _database = database;

    /// <summary>Open for as long as this is not disposed of.</summary>
    public NpgsqlConnection Connection => (NpgsqlConnection)_database.Database.GetDbConnection();

    public static async Task<BoundedReading> OpenAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken);
        var reading = new BoundedReading(database);
        try
        {
            await database.Database.ExecuteSqlRawAsync(Limits, cancellationToken);
            return reading;
        }
        catch
        {
            await reading.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the migration engine has ever worked on the database.</summary>
    public async Task<bool> IsTouchedAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT to_regclass('migration.journal') IS NOT NULL", Connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The server's clock, by which all its times are.</summary>
    public async Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", Connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetFieldValue<DateTimeOffset>(0);
    }

    public async ValueTask DisposeAsync() => await _database.Database.CloseConnectionAsync();
}
