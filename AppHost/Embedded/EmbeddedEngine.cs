using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AppHost;

/// <summary>
/// Runs the topology with child processes, without containers and without Aspire: postgres, its database, the migrations to
/// completion, then the APIs. What one of them fails with becomes the exit code, after the rest has been stopped.
/// </summary>
internal sealed class EmbeddedEngine(EmbeddedOptions options, ConsoleLog log)
{
    private const int UsualTradingApiPort = 5080;
    private const int UsualAdminApiPort = 5090;
    private static readonly TimeSpan DashboardPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstDashboardPatience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(4);

    private readonly List<Resource> resources = [];
    private readonly List<ChildProcess> children = [];
    private Database? database;
    private Dashboard? dashboard;

    /// <summary>Runs until <paramref name="stop"/> is cancelled (exit code 0) or something fails (its exit code).</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        try
        {
            await StartAsync(stop);
            log.Block(Resource.Table(resources));
            log.Say("Everything is running. Press Ctrl+C to stop.");
            return await WatchAsync(stop);
        }
        catch (Exception exception) when (stop.IsCancellationRequested && exception is (OperationCanceledException or AppHostException))
        {
            // A terminal's Ctrl+C also reaches the tools that were at work, whose failure then means nothing.
            return 0;
        }
        catch (AppHostException exception)
        {
            log.Fail(exception.Message);
            foreach (var line in exception.LastLines)
                log.Fail("    " + line);
            return exception.ExitCode;
        }
        finally
        {
            await StopAsync();
        }
    }

    private async Task StartAsync(CancellationToken stop)
    {
        var fetch = new PackageFetch(options, log, stop);
        if (!options.NoDashboard)
            dashboard = Dashboard.Begin(fetch, log, stop);

        database = await Database.StartAsync(options, fetch, Add(ResourceNames.Postgres), log, stop);

        // After the database, which refuses a second AppHost: whose ports are the first one's should not be told before.
        var tradingPort = Ports.Choose(ResourceNames.TradingApi, "--tradingapi-port", options.TradingApiPort, UsualTradingApiPort, log);
        var adminPort = Ports.Choose(ResourceNames.AdminApi, "--adminapi-port", options.AdminApiPort, UsualAdminApiPort, log);
        if (dashboard is not null)
            await WaitForDashboardAsync(dashboard, fetch.WasStarted ? FirstDashboardPatience : DashboardPatience, stop);

        await MigrateAsync(Add(ResourceNames.Migrations), stop);
        await Task.WhenAll(
            ServeAsync(Add(ResourceNames.TradingApi), "TradingApi", tradingPort, stop),
            ServeAsync(Add(ResourceNames.AdminApi), "AdminApi", adminPort, stop));
    }

    /// <summary>The trace of the migrations should not be lost, but a slow dashboard must not hold up the platform either.</summary>
    private async Task WaitForDashboardAsync(Dashboard starting, TimeSpan patience, CancellationToken stop)
    {
        await Task.WhenAny(starting.Ready, Task.Delay(patience, stop));
        stop.ThrowIfCancellationRequested();
        if (!starting.Ready.IsCompleted)
            log.Say($"The dashboard is not ready yet; it will be at {starting.Url}; what happens before may be missing there.");
        else if (!await starting.Ready)
            dashboard = null;
        if (dashboard is not null)
            resources.Insert(0, dashboard.Resource);
    }

    private async Task MigrateAsync(Resource resource, CancellationToken stop)
    {
        var child = Start(resource.Name, "MigrationService", []);
        var exitCode = await child.Exited.WaitAsync(stop);
        if (exitCode != 0)
        {
            throw new AppHostException($"{resource.Name} failed with exit code {exitCode}; the APIs are not started. Its last lines:", exitCode)
            {
                LastLines = child.LastLines,
            };
        }

        resource.Reach("completed");
    }

    private async Task ServeAsync(Resource resource, string project, int port, CancellationToken stop)
    {
        var url = $"http://localhost:{port}";
        var child = Start(resource.Name, project, new Dictionary<string, string> { ["ASPNETCORE_URLS"] = url });
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ready = ReadinessProbe.WaitAsync(resource.Name, url + "/health", ended.Token);
        if (await Task.WhenAny(ready, child.Exited) != ready)
        {
            await ended.CancelAsync();
            await Task.WhenAny(ready);
            stop.ThrowIfCancellationRequested();

            // Ending before having served anybody is a failure, whatever the process itself thought of it.
            var exitCode = await child.Exited;
            throw Ended(child, exitCode == 0 ? AppHostException.StartUpExitCode : exitCode);
        }

        await ready;
        resource.Reach("running", url);
    }

    private async Task<int> WatchAsync(CancellationToken stop)
    {
        var stopping = Task.Delay(Timeout.Infinite, stop);
        var server = database!.Server?.WaitForExitAsync(stop);
        var services = children.Where(child => child.Name is ResourceNames.TradingApi or ResourceNames.AdminApi).ToList();
        var first = await Task.WhenAny([stopping, .. services.Select(service => service.Exited), .. server is null ? Array.Empty<Task>() : [server]]);
        stop.ThrowIfCancellationRequested();
        if (first == server)
        {
            throw new AppHostException($"{ResourceNames.Postgres} has ended; the last lines of its log:", AppHostException.DatabaseExitCode)
            {
                LastLines = database.Server!.LastLogLines(10),
            };
        }

        var ended = services.First(service => service.Exited == first);
        throw Ended(ended, await ended.Exited);
    }

    private static AppHostException Ended(ChildProcess child, int exitCode) =>
        new($"{child.Name} ended with exit code {exitCode}; stopping the rest. Its last lines:", exitCode) { LastLines = child.LastLines };

    private ChildProcess Start(string name, string project, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var development = Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } chosen ? chosen : "Development";
        var variables = new Dictionary<string, string>(environment)
        {
            [$"ConnectionStrings__{ResourceNames.Database}"] = database!.ConnectionString,
            ["DOTNET_ENVIRONMENT"] = development,
            ["ASPNETCORE_ENVIRONMENT"] = development,
            ["OTEL_SERVICE_NAME"] = name,
            ["STOP_WHEN_STDIN_CLOSES"] = "true",
        };
        if (dashboard is not null)
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.OtlpEndpoint;
        var dll = BuiltServices.Dll(project);
        var child = ChildProcess.Start(name, ["dotnet", dll], Path.GetDirectoryName(dll)!, variables, line => log.Relay(name, line));
        children.Add(child);
        return child;
    }

    private Resource Add(string name)
    {
        var resource = new Resource(name);
        resources.Add(resource);
        return resource;
    }

    /// <summary>Services first, then the dashboard, which may still receive their last telemetry, and the database last.</summary>
    private async Task StopAsync()
    {
        log.Say("Stopping.");
        await Task.WhenAll(children.Select(StopAsync));
        if (dashboard?.Process is { } process)
            await StopAsync(process);
        if (database?.Server is { } server)
            await server.StopAsync(CancellationToken.None);
        log.Say("Everything has stopped.");
    }

    private async Task StopAsync(ChildProcess child)
    {
        if (!child.Exited.IsCompleted && !await child.StopAsync(StopPatience))
            log.Say($"{child.Name} did not stop within {StopPatience.TotalSeconds:0} s and was killed.");
    }
}
