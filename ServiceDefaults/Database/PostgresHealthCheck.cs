using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Whether the database answers a query right now. Its registration bounds the time.</summary>
internal sealed class PostgresHealthCheck<TContext>(TContext database, ILogger<PostgresHealthCheck<TContext>> logger) : IHealthCheck
    where TContext : DbContext
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // On the connection and not through EF, whose retries would spend the whole time on a database that is down.
        var connection = database.Database.GetDbConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException exception)
        {
            Log.DatabaseUnhealthy(logger, exception);
            return new HealthCheckResult(context.Registration.FailureStatus);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }
}
