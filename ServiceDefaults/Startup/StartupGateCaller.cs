using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Takes a gate's steps on a context of their own, and puts a database that does not answer into a verdict.</summary>
internal sealed class StartupGateCaller<TContext>(StartupGateSteps<TContext> steps, IServiceScopeFactory scopes)
    where TContext : DbContext
{
    public Task<(StartupVerdict Verdict, Exception? Cause)> EnterAsync(CancellationToken cancellationToken) => AskAsync(steps.Enter, cancellationToken);

    public Task<(StartupVerdict Verdict, Exception? Cause)> BeatAsync(CancellationToken cancellationToken) => AskAsync(steps.Beat, cancellationToken);

    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await steps.Leave(scope.ServiceProvider.GetRequiredService<TContext>(), cancellationToken);
    }

    private async Task<(StartupVerdict Verdict, Exception? Cause)> AskAsync(
        Func<TContext, CancellationToken, Task<StartupVerdict>> ask, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>();
        var connection = database.Database.GetDbConnection();
        try
        {
            // Opened first and apart from EF's retries: the gate has its own patience.
            await connection.OpenAsync(cancellationToken);
            return (await ask(database, cancellationToken), null);
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            // Waiting does not make a wrong password right.
            return Refused("The database refuses the user name or the password of the connection string: correct them.", StartupObstacle.Final, exception);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return Refused("The database of the connection string does not exist: create it, or run the MigrationService.", StartupObstacle.Unknown, exception);
        }
        catch (DbException exception)
        {
            return Refused("The database does not answer: start it, or correct the host and port of the connection string.", StartupObstacle.Unknown, exception);
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    private static (StartupVerdict, Exception?) Refused(string reason, StartupObstacle obstacle, Exception cause) =>
        (new StartupVerdict(MayStart: false, reason) { Obstacle = obstacle, ExitCode = ServiceExitCode.DatabaseUnavailable }, cause);
}
