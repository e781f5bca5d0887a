using Npgsql;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>The connections of a load.</summary>
internal static class LoadConnection
{
    /// <summary>One of its own, without a limit on the time of a statement: a COPY waits for a checkpoint if it must.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "MigrationService seed" }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
