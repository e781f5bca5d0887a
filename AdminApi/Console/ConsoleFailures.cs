using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>What the engine refuses to read is said in its own sentence, which is written for operators.</summary>
internal static class ConsoleFailures
{
    public static async ValueTask<object?> DescribeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        try
        {
            return await next(call);
        }
        catch (MigrationException exception) when (exception.ExitCode != MigrationExitCode.DatabaseUnavailable)
        {
            return TypedResults.Problem(exception.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
