using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Hosted services start one after the other and the server last, so nothing is answered while this one waits.</summary>
internal sealed class StartupGate<TContext>(
    Func<TContext, CancellationToken, Task<StartupVerdict>> check,
    IServiceScopeFactory scopes,
    IOptions<StartupGateOptions> options,
    TimeProvider time,
    ILogger<StartupGate<TContext>> logger) : IHostedService
    where TContext : DbContext
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var wait = options.Value.Wait;
        var started = time.GetTimestamp();
        string? lastTold = null;

        while (true)
        {
            var (verdict, code, cause) = await AskAsync(cancellationToken);
            if (verdict.MayStart)
                return;

            var remaining = wait - time.GetElapsedTime(started);
            if (remaining <= TimeSpan.Zero || IsRefusal(cause))
                throw new StartupRefusedException(code, verdict.Reason, cause);

            if (verdict.Reason != lastTold)
                Log.WaitingToStart(logger, verdict.Reason, remaining.TotalSeconds);

            lastTold = verdict.Reason;
            await Task.Delay(remaining < options.Value.Interval ? remaining : options.Value.Interval, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<(StartupVerdict Verdict, ServiceExitCode Code, Exception? Cause)> AskAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>();
        var connection = database.Database.GetDbConnection();
        try
        {
            // Opened first and apart from EF's retries: the gate has its own patience.
            await connection.OpenAsync(cancellationToken);
            return (await check(database, cancellationToken), ServiceExitCode.SchemaPending, null);
        }
        catch (PostgresException exception) when (IsRefusal(exception))
        {
            return Refused("The database refuses the user name or the password of the connection string: correct them.",
                ServiceExitCode.DatabaseUnavailable, exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return Refused("The database of the connection string does not exist: create it, or run the MigrationService.",
                ServiceExitCode.DatabaseUnavailable, exception);
        }
        catch (DbException exception)
        {
            return Refused("The database does not answer: start it, or correct the host and port of the connection string.",
                ServiceExitCode.DatabaseUnavailable, exception);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    /// <summary>Waiting does not make a wrong password right.</summary>
    private static bool IsRefusal(Exception? exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
    };

    private static (StartupVerdict, ServiceExitCode, Exception?) Refused(string reason, ServiceExitCode code, Exception cause) =>
        (new StartupVerdict(MayStart: false, reason), code, cause);
}
