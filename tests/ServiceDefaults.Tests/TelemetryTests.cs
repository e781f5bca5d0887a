using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.ServiceDefaults.Tests;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Run_ExportsTracesMetricsAndLogs_OfRequestsAndOfThePlatformsOwnSources(string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(protocol);
        using var own = new ActivitySource("TradingPlatform.Tests");
        await using (var app = Build(receiver.Endpoint, protocol))
        {
            app.MapHealthEndpoints();
            app.MapGet("/things/{id}", (string id, ILogger<TelemetryTests> logger) =>
            {
                using var activity = own.StartActivity("own work");
                logger.LogInformation("Thing {Id} was asked for", id);
                return id;
            });
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            await client.GetStringAsync("/things/7");
            await client.GetStringAsync("/health");
            await client.GetStringAsync("/alive");
            await app.StopAsync();
        }

        Assert.Contains("thing-service", receiver.Traces);
        Assert.Contains("GET /things/{id}", receiver.Traces);
        Assert.Contains("own work", receiver.Traces);
        Assert.Contains("http.server.request.duration", receiver.Metrics);
        Assert.Contains("Thing 7 was asked for", receiver.Logs);
    }

    [Fact]
    public async Task Statements_AreNamedByTheirFirstWords()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var connectionString = await TestPostgres.ConnectionStringAsync();
        await using (var app = Build(receiver.Endpoint))
        {
            app.MapGet("/database", async (CancellationToken cancellationToken) =>
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand("SELECT datname\nFROM pg_database LIMIT 1", connection);
                return (string?)await command.ExecuteScalarAsync(cancellationToken);
            });
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            await client.GetStringAsync("/database");
            await app.StopAsync();
        }

        Assert.Contains("SELECT datname FROM", receiver.Traces);
    }

    [Theory]
    [InlineData("CREATE TABLE execution.trades (trade_id text)", "CREATE TABLE execution.trades")]
    [InlineData("SELECT pg_try_advisory_lock($1)", "SELECT pg_try_advisory_lock $1")]
    [InlineData("COMMIT;", "COMMIT")]
    [InlineData("  \n", "")]
    public void StatementSpanName_IsTheVerbAndItsObject(string statement, string name) =>
        Assert.Equal(name, StatementSpanName.Summarize(statement));

    [Fact]
    public async Task Requests_AreNamedByRouteWithTheirOutcome_AndProbesAreNotTraced()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using (var app = Build(receiver.Endpoint))
        {
            app.MapHealthEndpoints();
            app.MapGet("/broken/{id}", (int id) => Results.StatusCode(500 + id));
            await app.StartAsync();
            // A handler without diagnostics: an HttpClient's own span has an outcome too.
            using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Urls.Single()) };
            await client.GetStringAsync("/health");
            await client.GetStringAsync("/alive");
            await client.GetAsync("/broken/4");
            await app.StopAsync();
        }

        Assert.Contains("GET /broken/{id}", receiver.Traces);
        Assert.Contains("http.route", receiver.Traces);
        Assert.Contains("error.type", receiver.Traces);
        Assert.Contains("504", receiver.Traces);
        Assert.DoesNotContain("/health", receiver.Traces);
        Assert.DoesNotContain("/alive", receiver.Traces);
    }

    [Theory]
    [InlineData("grpc", false)]
    [InlineData("http/protobuf", false)]
    [InlineData("grpc", true)]
    [InlineData("http/protobuf", true)]
    public async Task Stop_WhenNobodyListens_TakesLessThanFiveSeconds(string protocol, bool acceptsButNeverAnswers)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        if (!acceptsButNeverAnswers)
            silent.Stop();
        var app = Build($"http://127.0.0.1:{port}", protocol, timeout: null);
        app.MapGet("/traced", () => "yes");
        await app.StartAsync();
        using (var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) })
            await client.GetStringAsync("/traced");

        var watch = Stopwatch.StartNew();
        await app.StopAsync();
        await app.DisposeAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void AddServiceDefaults_WithoutAnEndpoint_ExportsNothing(string? endpoint)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        builder.AddServiceDefaults();

        using var host = builder.Build();

        Assert.DoesNotContain(
            host.Services.GetServices<IHostedService>(), service => service.GetType().Name.Contains("Telemetry", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("two seconds")]
    public async Task Start_WithATimeoutThatIsNone_SaysWhatToGive(string timeout)
    {
        await using var app = Build("http://127.0.0.1:4317", timeout: timeout);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());

        Assert.Contains($"OTEL_EXPORTER_OTLP_TIMEOUT is '{timeout}'", Assert.Single(refused.Failures));
    }

    // A minute is far above what an export takes: what a test wants to see must not be given up on a busy machine.
    private static WebApplication Build(string endpoint, string protocol = "http/protobuf", string? timeout = "60000")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        builder.Configuration["OTEL_EXPORTER_OTLP_TIMEOUT"] = timeout;
        builder.Configuration["OTEL_SERVICE_NAME"] = "thing-service";
        builder.AddServiceDefaults();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        return app;
    }
}
