using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using TradingPlatform.MigrationEngine;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.MigrationService;

/// <summary>A verb in .NET's generic host: every source of configuration, telemetry. The verb itself is no hosted service, so that its failure is the exit code.</summary>
internal sealed class HostedProcess(string verb, bool verbose) : VerbProcess
{
    private readonly IHost _host = Build(verb, verbose);

    public override IConfiguration Configuration => _host.Services.GetRequiredService<IConfiguration>();

    public override string EnvironmentName => _host.Services.GetRequiredService<IHostEnvironment>().EnvironmentName;

    public override ILoggerFactory Loggers => _host.Services.GetRequiredService<ILoggerFactory>();

    public override CancellationToken Stopping => _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public override Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(cancellationToken);

    // Not cancellable: the last traces leave here.
    public override Task StopAsync() => _host.StopAsync(CancellationToken.None);

    public override void Dispose() => _host.Dispose();

    private static IHost Build(string verb, bool verbose)
    {
        var configuration = new ConfigurationManager();

        // A run ends before any file could change: no watchers.
        configuration.AddInMemoryCollection([new("hostBuilder:reloadConfigOnChange", "false")]);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Configuration = configuration,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddServiceDefaults();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = LineLogger.TimeFormat;
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (verbose) builder.Logging.AddFilter("TradingPlatform", LogLevel.Debug);

        // A progress display has the same news, and a line in between would tear it apart.
        else if (Terminal.IsWatched)
            builder.Logging.AddFilter<ConsoleLoggerProvider>(typeof(SchemaMigrator).Namespace, level => level >= (LiveProgress.IsActive ? LogLevel.Error : LogLevel.Information));

        // The answer of a verb is on standard output, and a pipe must see nothing else there. The worker has no answer but its log.
        if (verb != "worker")
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        return builder.Build();
    }
}
