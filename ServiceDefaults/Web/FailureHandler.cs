using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.ServiceDefaults;

/// <summary>
/// Turns an exception that left a handler into ProblemDetails that say what the caller can do, and nothing of the inside.
/// </summary>
internal sealed class FailureHandler(IProblemDetailsService problems, ILogger<FailureHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var (status, detail) = Describe(exception);
        if (status == StatusCodes.Status500InternalServerError)
            Log.RequestFailed(logger, exception);
        else if (status == StatusCodes.Status503ServiceUnavailable)
            Log.DatabaseUnavailable(logger, exception);

        http.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "5";

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            ProblemDetails = new ProblemDetails { Status = status, Detail = detail },
        });
    }

    private static (int Status, string Detail) Describe(Exception exception) => exception switch
    {
        BadHttpRequestException bad => (
            bad.StatusCode,
            "The path, the query or the body of the request cannot be read: "
            + "compare the names and types of its values with /openapi/v1.json."),
        _ when IsDatabaseUnavailable(exception) => (
            StatusCodes.Status503ServiceUnavailable,
            "The database is not available at the moment: try again in a few seconds."),
        _ => (
            StatusCodes.Status500InternalServerError,
            "The request failed for a reason that is not its own: report it with the traceId."),
    };

    private static bool IsDatabaseUnavailable(Exception? exception)
    {
        // EF Core wraps what its retries gave up on.
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DbException { IsTransient: true })
                return true;

            // 08 connection, 28 credentials, 3D no such database, 53 out of resources, 57 shutting down or cancelled.
            if (exception is PostgresException { SqlState: ['0', '8', ..] or ['2', '8', ..] or ['3', 'D', ..] or ['5', '3' or '7', ..] })
                return true;
        }

        return false;
    }
}
