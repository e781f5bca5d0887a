using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Ready only while the gate lets the service work.</summary>
internal sealed class StartupHealthCheck(StartupState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.Obstacle is { } reason ? new HealthCheckResult(context.Registration.FailureStatus, reason) : HealthCheckResult.Healthy());
}
