using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TradingPlatform.ServiceDefaults;

/// <summary>Hosted services start one after the other and the server last, so nothing is answered while this one waits; they stop in reverse.</summary>
internal sealed class StartupGate<TContext>(
    StartupGateCaller<TContext> caller,
    StartupState state,
    IHostApplicationLifetime lifetime,
    IOptions<StartupGateOptions> options,
    TimeProvider time,
    ILogger<StartupGate<TContext>> logger) : IHostedService, IDisposable
    where TContext : DbContext
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly StartupGateOptions _options = options.Value;
    private readonly Lock _stop = new();
    private Task _beating = Task.CompletedTask;
    private Task? _leaving;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.WhenRefused == RefusalMode.Withhold)
        {
            _beating = Task.Run(() => RunAsync(isInside: false), CancellationToken.None);
            return;
        }

        await EnterAsync(cancellationToken);
        _beating = Task.Run(() => RunAsync(isInside: true), CancellationToken.None);
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>A host that is stopped twice at once, and disposed after the second time, must find it left after either.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stop) return _leaving ??= LeaveAsync(cancellationToken);
    }

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _beating;
        await caller.LeaveAsync(cancellationToken);
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        string? lastTold = null;
        while (true)
        {
            var (verdict, cause) = await caller.EnterAsync(cancellationToken);
            if (verdict.MayStart)
            {
                state.Open();
                return;
            }

            var remaining = _options.Wait - time.GetElapsedTime(started);
            if (remaining <= TimeSpan.Zero || verdict.Obstacle == StartupObstacle.Final)
                throw new StartupRefusedException(verdict.ExitCode, verdict.Reason, cause);

            if (verdict.Reason != lastTold)
                Log.WaitingToStart(logger, verdict.Reason, remaining.TotalSeconds);

            lastTold = verdict.Reason;
            await Task.Delay(remaining < _options.Interval ? remaining : _options.Interval, time, cancellationToken);
        }
    }

    /// <summary>Beats until the service stops, and lets it work or not, as the answers say.</summary>
    private async Task RunAsync(bool isInside)
    {
        try
        {
            while (true)
            {
                if (isInside) await Task.Delay(state.Obstacle is null ? _options.Beat : _options.Interval, time, _stopping.Token);
                var (verdict, _) = isInside ? await caller.BeatAsync(_stopping.Token) : await caller.EnterAsync(_stopping.Token);
                isInside |= verdict.MayStart;
                if (!Settle(verdict)) return;
                if (!isInside) await Task.Delay(_options.Interval, time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The service stops.
        }
        catch (Exception exception)
        {
            // Without beats it would count as dead while it works.
            state.Refuse(new StartupRefusedException(ServiceExitCode.Unexpected, $"The service can not beat at the version gate any more: {exception.Message}", exception));
            lifetime.StopApplication();
        }
    }

    /// <returns>False when the service is to stop.</returns>
    private bool Settle(StartupVerdict verdict)
    {
        var was = state.Obstacle;
        if (verdict.MayStart)
        {
            state.Open();
            if (was is not null) Log.MayWork(logger);
            return true;
        }

        if (verdict.Obstacle == StartupObstacle.Unknown && was is null)
        {
            Log.BeatUnanswered(logger, verdict.Reason);
            return true;
        }

        if (was != verdict.Reason) Log.MayNotWork(logger, verdict.Reason);
        if (verdict.Obstacle != StartupObstacle.Final || _options.WhenRefused == RefusalMode.Withhold)
        {
            state.Close(verdict.Reason);
            return true;
        }

        state.Refuse(new StartupRefusedException(verdict.ExitCode, verdict.Reason));
        lifetime.StopApplication();
        return false;
    }
}
