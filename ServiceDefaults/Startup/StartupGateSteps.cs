using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.ServiceDefaults;

/// <summary>What a service does at the gate of its database.</summary>
/// <param name="Enter">Asks whether the service may work, and says that it does. Asked until it may.</param>
/// <param name="Beat">Says that it still does, and asks whether it still may.</param>
/// <param name="Leave">Says that it has stopped.</param>
/// <typeparam name="TContext">The context of the database.</typeparam>
public sealed record StartupGateSteps<TContext>(
    Func<TContext, CancellationToken, Task<StartupVerdict>> Enter,
    Func<TContext, CancellationToken, Task<StartupVerdict>> Beat,
    Func<TContext, CancellationToken, Task> Leave)
    where TContext : DbContext;
