using TradingPlatform.MigrationEngine;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.Rollout;

internal static class GateSteps
{
    public static StartupGateSteps<Desk> Of(StartupGateOptions options)
    {
        var gate = new InstanceGate("desk", typeof(GateSteps).Assembly.GetName().Name!, options.Expiry);
        return new StartupGateSteps<Desk>(
            async (desk, cancellationToken) => Verdict(await gate.EnterAsync(desk, cancellationToken)),
            async (desk, cancellationToken) => Verdict(await gate.BeatAsync(desk, cancellationToken)),
            gate.LeaveAsync);
    }

    private static StartupVerdict Verdict(SchemaVerdict verdict) => new(verdict.IsSufficient, verdict.Message)
    {
        Obstacle = verdict.Obstacle == SchemaObstacle.Contracted ? StartupObstacle.Final
            : verdict.Obstacle == SchemaObstacle.Unreachable ? StartupObstacle.Unknown
            : StartupObstacle.Passing,
        ExitCode = verdict.Obstacle == SchemaObstacle.Contracted ? ServiceExitCode.DatabaseAhead : ServiceExitCode.SchemaPending,
    };
}
