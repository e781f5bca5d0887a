using System.Reflection;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AdminApi;

/// <summary>
/// How this API passes the version gate of the schema. A database that is ahead of the build is accepted: only expand migrations run
/// while older builds are alive, and those that took something away since are refused.
/// </summary>
internal static class SchemaGateSteps
{
    public static StartupGateSteps<TradingDbContext> Of(StartupGateOptions options)
    {
        var gate = new InstanceGate(ResourceNames.AdminApi, Version, options.Expiry);
        return new StartupGateSteps<TradingDbContext>(
            async (database, cancellationToken) => Verdict(await gate.EnterAsync(database, cancellationToken)),
            async (database, cancellationToken) => Verdict(await gate.BeatAsync(database, cancellationToken)),
            gate.LeaveAsync);
    }

    internal static string Version =>
        typeof(SchemaGateSteps).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static StartupVerdict Verdict(SchemaVerdict verdict) => new(verdict.IsSufficient, verdict.Message)
    {
        Obstacle = verdict.Obstacle switch
        {
            SchemaObstacle.Contracted => StartupObstacle.Final,
            SchemaObstacle.Unreachable => StartupObstacle.Unknown,
            _ => StartupObstacle.Passing,
        },
        ExitCode = verdict.Obstacle switch
        {
            SchemaObstacle.Contracted => ServiceExitCode.DatabaseAhead,
            SchemaObstacle.Unreachable => ServiceExitCode.DatabaseUnavailable,
            _ => ServiceExitCode.SchemaPending,
        },
    };
}
